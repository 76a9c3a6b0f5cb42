/** The credential of Grafana's administrator: made in the cluster, kept in the store, in no state. */
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct, type IDependable } from "constructs";
import { terraformDependables } from "../../kit/cdktf/dependables";
import type { ISecretStore } from "../../secrets/contract";
import { GRAFANA_ADMIN_SECRET } from "./names";

/** Below the environment's prefix. */
const PATH = "observability/";
const STORE = "observability";

export interface GrafanaCredentialsProps {
  readonly secrets: ISecretStore;
  readonly namespace: string;
  readonly deleteWithEnvironment: boolean;
}

export class GrafanaCredentials extends Construct {
  private readonly delivered: IConstruct & IDependable;

  constructor(scope: Construct, id: string, { secrets, namespace, deleteWithEnvironment }: GrafanaCredentialsProps) {
    super(scope, id);
    secrets.open({ name: STORE, namespace, path: PATH });
    const remoteName = `${secrets.prefix}${PATH}grafana-admin`;
    const generated = secrets.generate(this, "generated", {
      namespace,
      remoteName,
      properties: { username: "admin" },
      deleteWithEnvironment,
    });
    this.delivered = secrets.deliver(this, "delivered", {
      namespace,
      secretName: GRAFANA_ADMIN_SECRET,
      remoteName,
      keys: { username: "username", password: "password" },
      dependsOn: [generated],
    });
  }

  /** What Grafana comes after. */
  public get ready(): readonly ITerraformDependable[] {
    return terraformDependables([this.delivered]);
  }
}
