/** SeaweedFS, as the servers of all stores of objects in the cluster. */
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { terraformDependables } from "../../../kit/cdktf/dependables";
import { validateProps } from "../../../kit/cdktf/props";
import { HelmChart } from "../../../kit/cluster/helm-chart";
import { Manifests } from "../../../kit/cluster/manifests";
import type { NamespaceGuard } from "../../../kit/cluster/namespace-guard";
import { type ObjectServersSection, objectServersSchema } from "../../../object-servers/section";
import { checkObjectServers } from "../../../object-servers/check";
import { USUAL } from "../../../object-servers/defaults";
import { CERTIFICATES_RELEASE } from "../endpoint/names";
import type { IObjectServers } from "../place";
import { LEFT_OUT, type ObjectServersProps, SERVERS_TIMEOUT } from "../servers-props";
import { certificateObjects } from "./certificates";
import { serverGuards } from "./guards";
import { SeaweedKeys } from "./keys";
import { LifecycleRuns } from "./lifecycle-runs";
import { RELEASE } from "./names";
import { budgets, services } from "./objects";
import { seaweedValues } from "./values";
import { ServerVolumes } from "./volumes";

/**
 * Masters, volume servers, filers and gateways, in a namespace that is closed. Each part proves who it is by a certificate of the environment's
 * own authority; clients speak HTTPS with the gateways, and sign every request. Objects are kept as many times as `copies` says.
 * @security CKV_K8S_21 in a namespace of its own
 */
export class SeaweedServers extends Construct implements IObjectServers {
  public readonly lockableFromCreation = false;
  public readonly keys: SeaweedKeys;
  public readonly volumes: ServerVolumes;
  public readonly guards: readonly NamespaceGuard[];
  public readonly certificates: Manifests;
  public readonly chart: HelmChart;
  /** What throws away what has expired. */
  public readonly lifecycle: LifecycleRuns;
  /** The namespace, as a reference. */
  public readonly namespace: string;

  /** @throws JangadaError INVALID_PROPS, OBJECT_SERVERS_COPIES, CHART_UNKNOWN_VALUE and the other problems of chart values. */
  constructor(scope: Construct, id: string, props: ObjectServersProps) {
    super(scope, id);
    const { environment, namespace, secrets, secretPrefix, stores, clients, holdBackups, dependsOn, ...given } = props;
    const settings = sized(validateProps(this, objectServersSchema, given, checkObjectServers));
    const after = terraformDependables(dependsOn);
    const labels = holdBackups ? LEFT_OUT : {};
    this.namespace = namespace;
    this.guards = serverGuards(this, { namespace, clients, dependsOn: after });
    this.keys = new SeaweedKeys(this, "keys", {
      secrets,
      namespace,
      secretPrefix,
      stores,
      adminKeyRevision: settings.adminKeyRevision,
      deleteWithEnvironment: !settings.protected,
      dependsOn,
    });
    this.volumes = new ServerVolumes(this, "volumes", { ...settings, namespace, labels, dependsOn: after });
    this.certificates = new Manifests(this, "certificates", {
      releaseName: CERTIFICATES_RELEASE,
      namespace,
      objects: [...certificateObjects(environment), ...services(), ...budgets(settings)],
      dependsOn: after,
    });
    this.chart = this.makeChart(settings, labels, after);
    this.lifecycle = new LifecycleRuns(this, "lifecycle", {
      namespace,
      servers: settings,
      dependsOn: [this.chart.release],
    });
    this.node.defaultChild = this.chart.release;
  }

  private makeChart(
    settings: SizedServers,
    podLabels: Readonly<Record<string, string>>,
    after: readonly ITerraformDependable[],
  ): HelmChart {
    const { identitiesSecret, signing, ready } = this.keys;
    return new HelmChart(this, "Default", {
      chart: "seaweedfs",
      releaseName: RELEASE,
      namespace: this.namespace,
      timeoutSeconds: SERVERS_TIMEOUT,
      values: seaweedValues({ ...settings, identitiesSecret, signingSecret: signing.secretName, podLabels }),
      overrides: settings.values,
      dependsOn: [
        ...after,
        ...this.guards.map(({ resource }) => resource),
        ...terraformDependables(ready),
        ...this.volumes.claims,
        this.certificates.release,
      ],
    });
  }
}

type SizedServers = ObjectServersSection & Required<Pick<ObjectServersSection, "indexStorage" | "gateways">>;

const sized = (settings: ObjectServersSection): SizedServers => ({
  ...settings,
  indexStorage: settings.indexStorage ?? USUAL.indexStorage,
  gateways: settings.gateways ?? USUAL.gateways,
});
