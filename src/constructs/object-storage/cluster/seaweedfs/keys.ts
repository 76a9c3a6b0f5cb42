/** The keys that SeaweedFS needs beside those of all servers, and the file of them that the gateways read. */
import type { Construct, IConstruct, IDependable } from "constructs";
import type { ServicePasswords } from "../../../secrets/service-passwords";
import { accessKey, generationOf, userName } from "../endpoint/access";
import { ServerKeys, type ServerKeysProps } from "../keys";
import { ADMINISTRATOR, PLATFORM_STORE } from "../endpoint/names";
import { identitiesTemplate, type Identity } from "./identities";
import { RELEASE, SIGNING } from "./names";

/** The file's name in its Secret, as the chart mounts it. */
const FILE = "seaweedfs_s3_config";

export class SeaweedKeys extends ServerKeys {
  /** By which the parts sign what they ask of each other. */
  public readonly signing: ServicePasswords;
  /** The Secret of the file of identities. */
  public readonly identitiesSecret: string;
  private readonly delivered: IConstruct & IDependable;

  constructor(scope: Construct, id: string, props: ServerKeysProps) {
    super(scope, id, props);
    this.signing = this.make(this, SIGNING, props, {
      store: PLATFORM_STORE,
      user: SIGNING,
      revision: 1,
      path: SIGNING,
    });
    const { secret, delivered } = this.deliverIdentities(props);
    this.identitiesSecret = secret;
    this.delivered = delivered;
  }

  public override get ready(): readonly (IConstruct & IDependable)[] {
    return [this.delivered, this.signing.ready, ...super.ready];
  }

  private deliverIdentities(props: ServerKeysProps): {
    readonly secret: string;
    readonly delivered: IConstruct & IDependable;
  } {
    const { secrets, namespace, stores } = props;
    const all = [
      { name: ADMINISTRATOR, made: this.administrator, key: [PLATFORM_STORE, ADMINISTRATOR] as const },
      ...stores.flatMap(({ name, bucket, users }) =>
        users.flatMap((user) => {
          const made = this.usersOf(name).get(userName(user));
          const key = [name, userName(user)] as const;
          return made ? [{ name: key.join("."), made, key, may: { bucket, grants: user.grants } }] : [];
        }),
      ),
    ];
    let count = 0;
    const sources: Record<string, { readonly remoteName: string; readonly property: string }> = {};
    const identities = all.map(({ name, made, key, ...more }): Identity => {
      const keys = made.revisions.map((revision, index) => {
        // Short: what stands under `secretKey` a review takes for a secret, and would hide the file in which it finds it again.
        const property = `k${count++}`;
        sources[property] = { remoteName: made.remoteNames[index] ?? "", property: "password" };
        return { accessKey: accessKey(key[0], key[1], revision), property };
      });
      return { name, keys, ...("may" in more ? { may: more.may } : {}) };
    });
    const template = identitiesTemplate(identities);
    const remoteNames = Object.values(sources).map(({ remoteName }) => remoteName);
    const secret = `${RELEASE}-identities-${generationOf(template, remoteNames)}`;
    const delivered = secrets.deliver(this, "identities", {
      namespace,
      secretName: secret,
      remoteName: remoteNames[0] ?? "",
      keys: {},
      others: sources,
      template: { [FILE]: template },
      templateOnly: true,
      dependsOn: all.map(({ made }) => made.ready),
    });
    return { secret, delivered };
  }
}
