/** The servers of all stores of objects in the cluster: SeaweedFS. */
import type { ITerraformDependable } from "cdktf";
import { Construct, type IDependable } from "constructs";
import { terraformDependables } from "../../../kit/cdktf/dependables";
import { validateProps } from "../../../kit/cdktf/props";
import { HelmChart } from "../../../kit/cluster/helm-chart";
import { Manifests } from "../../../kit/cluster/manifests";
import type { NamespaceGuard } from "../../../kit/cluster/namespace-guard";
import { type ObjectServersSection, objectServersSchema } from "../../../object-servers/section";
import { checkObjectServers } from "../../../object-servers/check";
import type { ISecretStore } from "../../../secrets/contract";
import { certificateObjects } from "./certificates";
import { serverGuards } from "./guards";
import { ServerKeys } from "./keys";
import { LifecycleRuns } from "./lifecycle-runs";
import { RELEASE } from "./names";
import { budgets, services } from "./objects";
import type { StoreOnServers } from "./stores";
import { seaweedValues } from "./values";
import { ServerVolumes } from "./volumes";

/** Seconds: a set of servers starts one after another, each after its volume is there. */
const TIMEOUT = 900;

/** Velero leaves out what has it (velero.io/docs, "Resource filtering"). */
const LEFT_OUT = { "velero.io/exclude-from-backup": "true" } as const;

export interface ObjectServersProps extends Partial<ObjectServersSection> {
  /** Name of the environment: the authority is called after it. */
  readonly environment: string;
  /** Where they stand, as a reference: a store of `secrets` is open to it. */
  readonly namespace: string;
  /** Where keys are made and kept. */
  readonly secrets: ISecretStore;
  /** Of the keys' names: `<env>/object-storage`. */
  readonly secretPrefix: string;
  /** The stores on them, and who uses each. */
  readonly stores: readonly StoreOnServers[];
  /** Namespaces that may reach the gateways. */
  readonly clients: readonly string[];
  /** Whether backups of the cluster are kept on them: then they are in none. */
  readonly holdBackups: boolean;
  /** What must be there before them: cert-manager. */
  readonly dependsOn: readonly IDependable[];
}

/**
 * Masters, volume servers, filers and gateways, in a namespace that is closed. Each part proves who it is by a certificate of the environment's
 * own authority; clients speak HTTPS with the gateways, and sign every request. Objects are kept as many times as `copies` says.
 * @security CKV_K8S_21 in a namespace of its own
 */
export class ObjectServers extends Construct {
  public readonly keys: ServerKeys;
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
    const settings = validateProps(this, objectServersSchema, given, checkObjectServers);
    const after = terraformDependables(dependsOn);
    const labels = holdBackups ? LEFT_OUT : {};
    this.namespace = namespace;
    this.guards = serverGuards(this, { namespace, clients, dependsOn: after });
    this.keys = new ServerKeys(this, "keys", {
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
      releaseName: "object-storage-certificates",
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
    settings: ObjectServersSection,
    podLabels: Readonly<Record<string, string>>,
    after: readonly ITerraformDependable[],
  ): HelmChart {
    const { identitiesSecret, signing, ready } = this.keys;
    return new HelmChart(this, "Default", {
      chart: "seaweedfs",
      releaseName: RELEASE,
      namespace: this.namespace,
      timeoutSeconds: TIMEOUT,
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
