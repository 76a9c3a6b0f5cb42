/** Credentials: made in the cluster or put into the store by hand, delivered as Secrets, in no state. */
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct, type IDependable } from "constructs";
import { terraformDependables } from "../../kit/cdktf/dependables";
import type { ISecretStore } from "../../secrets/contract";
import { namespacePath } from "../../secrets/names";
import { alertmanagerSecrets } from "../alerting/alertmanager-secrets";
import type { ObservabilitySettings } from "../props";
import { GRAFANA_ADMIN_SECRET, NAMESPACE, PAGES_LOGIN_SECRET, SSO_SECRET } from "./names";

export interface CredentialsProps {
  /** Where secrets are made and from where they are delivered. */
  readonly secrets: ISecretStore;
  /** The namespace, as a reference. */
  readonly namespace: string;
  /** The section's fields, checked and with their defaults. */
  readonly settings: ObservabilitySettings;
}

/** Who opens Prometheus's and Alertmanager's pages, which know no users of their own. */
const PAGES_USER = "operator";

export class Credentials extends Construct {
  private readonly delivered: (IConstruct & IDependable)[] = [];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: CredentialsProps,
  ) {
    super(scope, id);
    const { secrets, namespace, settings } = props;
    secrets.open({ name: NAMESPACE, namespace, path: namespacePath(NAMESPACE) });
    this.make("grafana-admin", "admin", GRAFANA_ADMIN_SECRET, { username: "username", password: "password" });
    const { access, grafana, alerting } = settings;
    if (access?.prometheus !== undefined || access?.alertmanager !== undefined) {
      // As Traefik's middleware reads it: a user and a bcrypt digest, and no other key (doc.traefik.io, basicAuth).
      this.make("pages-login", PAGES_USER, PAGES_LOGIN_SECRET, undefined, {
        users: "{{ htpasswd .username .password }}",
      });
    }
    if (grafana.sso) {
      const { secret, property } = grafana.sso.clientSecret;
      this.deliver("sso", SSO_SECRET, secret, { [SSO_KEY]: property });
    }
    for (const { name, stored, properties } of alertmanagerSecrets(alerting)) {
      this.deliver(name, name, stored, Object.fromEntries(properties.map((property) => [property, property])));
    }
  }

  /** What comes after them. */
  public get ready(): readonly ITerraformDependable[] {
    return terraformDependables(this.delivered);
  }

  /** Makes a password in the store, and brings it into the namespace. */
  private make(
    stored: string,
    username: string,
    secretName: string,
    keys?: Readonly<Record<string, string>>,
    template?: Readonly<Record<string, string>>,
  ): void {
    const { secrets, namespace, settings } = this.props;
    const scope = new Construct(this, stored);
    const remoteName = this.remoteName(stored);
    const generated = secrets.generate(scope, "generated", {
      namespace,
      remoteName,
      properties: { username },
      deleteWithEnvironment: !settings.protected,
    });
    const extra = { ...(keys ? { keys } : {}), ...(template ? { template, templateOnly: true } : {}) };
    this.delivered.push(
      secrets.deliver(scope, "delivered", { namespace, secretName, remoteName, ...extra, dependsOn: [generated] }),
    );
  }

  /** Brings what somebody put into the store into the namespace. */
  private deliver(id: string, secretName: string, stored: string, keys: Readonly<Record<string, string>>): void {
    const { secrets, namespace } = this.props;
    this.delivered.push(
      secrets.deliver(this, id, { namespace, secretName, remoteName: this.remoteName(stored), keys }),
    );
  }

  private remoteName(stored: string): string {
    return `${this.props.secrets.prefix}${namespacePath(NAMESPACE)}${stored}`;
  }
}

/** The key of the client's secret in its Secret. */
export const SSO_KEY = "clientSecret";
