/** The hosts of a file, as whoever looks at them reaches them. */
import type { Machine, SshPlace } from "../../model/machine";
import type { KubeadmBlock } from "./block";
import { plainHostKey, UNVERIFIED } from "./host-key";
import { keyPath } from "./key-files";
import type { Host } from "./host-section";
import { probeOf } from "./probe";
import { putBackOf, uploadOf } from "./put-back";
import type { Stage } from "./stages";

/** Where a deployment leaves the stages, in the home of whoever logs in. */
const RUN = "bash .jangada/run.sh";

/** What holds of any host, in the order of a deployment; what makes a node of it, of nodes alone. */
const OF_ANY: readonly Stage[] = ["essentials", "hardening", "network", "firewall", "containerd", "join", "converge"];

/** Seconds beyond those of a single program: a stage asks for several. */
const STAGE_SECONDS = 300;

/** Those that are to be there: of one that is to go, nothing is expected. */
export function machinesOf(settings: unknown, root: string): readonly Machine[] {
  const block = settings as KubeadmBlock | undefined;
  if (!block) return [];
  const hosts = block.hosts.filter(({ state }) => state === "present");
  const [first] = hosts
    .filter(({ role }) => role === "control-plane")
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const { bastion } = block;
  return hosts.map((host) => ({
    name: host.name,
    ...placeOf(host, block, root),
    ...(bastion ? { bastion: placeOf(bastion, block, root) } : {}),
    connectTimeout: block.connectTimeout,
    checkTimeout: block.commandTimeout + STAGE_SECONDS,
    probe: probeOf(host, host.user ?? block.user),
    uploadedBy: uploadOf(host.name),
    checks: stagesOf(host === first)
      .filter((stage) => block.stages[stage] !== false)
      .map((stage) => ({
        stage,
        command: `${RUN} ${stage} --check`,
        putBack: putBackOf(stage, host.name, block.stages),
      })),
  }));
}

/** Whether the cluster is well is asked once. */
const stagesOf = (isFirst: boolean): readonly Stage[] => (isFirst ? [...OF_ANY, "health"] : OF_ANY);

function placeOf(
  { address, port, user, keyFile, hostKey }: Pick<Host, "address" | "port" | "user" | "keyFile" | "hostKey">,
  block: KubeadmBlock,
  root: string,
): SshPlace {
  return {
    address,
    port,
    user: user ?? block.user,
    keyFile: keyPath(keyFile ?? block.keyFile, root),
    ...(hostKey === UNVERIFIED ? {} : { hostKey: plainHostKey(hostKey) }),
  };
}
