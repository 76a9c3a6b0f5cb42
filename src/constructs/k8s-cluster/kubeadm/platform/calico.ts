/** The pods' network: Calico, by its operator, and who may reach whom before any NetworkPolicy says so. */
import { Construct } from "constructs";
import { Manifests } from "../../../kit/cluster/manifests";
import { resources } from "../../../kit/cluster/operator/copies";
import { Operator } from "../../../kit/cluster/operator/operator";
import { PRIORITY } from "../../../kit/cluster/priority";
import { AwaitNetwork } from "./await-network";
import { type InstallationProps, installationObjects, policyObjects, settingObjects } from "./calico-objects";
import { CALICO_OPERATOR_NAMESPACE } from "./names";

export interface CalicoProps extends InstallationProps {
  /** Values of the operator's chart. @default none */
  readonly values?: object | undefined;
}

export class Calico extends Construct {
  public readonly operator: Operator;
  /** What the operator installs. */
  public readonly installation: Manifests;
  /** Settings of what it installed, and the policies: the last of all. */
  public readonly policies: Manifests;

  /** @throws JangadaError CHART_UNKNOWN_VALUE and the other problems of chart values. */
  constructor(scope: Construct, id: string, { values, ...props }: CalicoProps) {
    super(scope, id);
    this.operator = new Operator(this, "operator", {
      chart: "tigera-operator",
      name: CALICO_OPERATOR_NAMESPACE,
      // It shares its host's network, since pods have none without it.
      podSecurity: "privileged",
      values: () => ({
        // These objects come after the definitions of their kinds, and go while the operator is there to clean up.
        installation: { enabled: false },
        apiServer: { enabled: false },
        goldmane: { enabled: false },
        whisker: { enabled: false },
        // The definitions are a release of their own, of the catalog's version.
        manageCRDs: false,
        priorityClassName: PRIORITY.cluster,
        resources: resources("50m", "128Mi", "512Mi"),
      }),
      overrides: values,
    });
    const namespace = this.operator.namespace.name;
    this.installation = new Manifests(this, "installation", {
      releaseName: "calico",
      namespace,
      objects: installationObjects(props),
      dependsOn: [this.operator.chart.release],
    });
    const ready = new AwaitNetwork(this, "ready", { namespace, dependsOn: [this.installation.release] });
    const settings = new Manifests(this, "settings", {
      releaseName: "calico-settings",
      namespace,
      objects: settingObjects(props.network),
      takeOwnership: true,
      dependsOn: [ready.job],
    });
    this.policies = new Manifests(this, "policies", {
      releaseName: "calico-policies",
      namespace,
      objects: policyObjects(props.network),
      dependsOn: [settings.release],
    });
    this.node.defaultChild = this.policies.release;
  }
}
