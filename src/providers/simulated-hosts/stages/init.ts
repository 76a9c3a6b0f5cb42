/** The stage by which a cluster begins. */
import { clusterAt, membershipOf } from "../cluster";
import type { StageRun } from "../stage-run";
import { documentsOf, registrationOf } from "../upload";
import { become, checkName, CONTROL_PLANE_FILES, stay } from "./become";
import { needSecrets } from "./node-settings";
import { needPrepared } from "./prepare";

export function init(run: StageRun): void {
  const { host, upload } = run.input;
  const text = upload.text("secrets/init.yaml");
  const authority = upload.secrets()["pki/ca.crt"];
  const member = membershipOf(host.state);
  if (member) return stay(run, member.authority, authority);
  if (text === undefined) run.fail("init.yaml is missing in secrets/.");
  needSecrets(run, CONTROL_PLANE_FILES);
  needPrepared(run);
  const { InitConfiguration, ClusterConfiguration } = documentsOf(text);
  const endpoint = `https://${String(ClusterConfiguration?.["controlPlaneEndpoint"])}`;
  const there = clusterAt(host.world, endpoint);
  if (there) {
    run.fail(
      there.authority.trim() === authority?.trim()
        ? `A control plane answers at ${endpoint} already: a second cluster would begin. This host has to join.`
        : `Another cluster answers at ${endpoint}.`,
    );
  }
  const node = registrationOf(InitConfiguration);
  checkName(run, node);
  if (!run.change("/etc/kubernetes/kubelet.conf")) return;
  const version = String(ClusterConfiguration?.["kubernetesVersion"]).replace(/^v/, "");
  const name = String(ClusterConfiguration?.["clusterName"]);
  const tokens = tokensOf(InitConfiguration);
  become(run, { endpoint, name, version, authority: authority ?? "", tokens, members: {} }, node, "control-plane");
}

function tokensOf(configuration: Readonly<Record<string, unknown>> | undefined): readonly string[] {
  const tokens = (configuration?.["bootstrapTokens"] ?? []) as readonly { readonly token: string }[];
  return tokens.map(({ token }) => token);
}
