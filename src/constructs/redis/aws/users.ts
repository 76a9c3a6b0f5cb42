/** Who may log in to a cache of ElastiCache, and what as: without a password in any state. */
import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import { Construct } from "constructs";
import { MONITORING_SERVICE } from "../../../model/observed";
import { physicalName } from "../../kit/cdktf/names";
import { DEFAULT_USER_RULES, MONITORING_RULES, serviceRules } from "../acl";
import type { CacheService } from "../services";
import { ELASTICACHE_NAME_LENGTH } from "./elasticache-facts";

export interface ElasticacheUsersProps {
  /** Physical name of the cache. */
  readonly name: string;
  /** The services that use it. */
  readonly services: readonly CacheService[];
  /** Whether keys are spread over shards. */
  readonly sharded: boolean;
  /** Whether there is a user that reads figures. */
  readonly monitored: boolean;
}

/**
 * The engine of a user and of its group, and not that of the cache: Valkey takes groups of both. A group of `valkey` may hold no user
 * without a password or IAM, so its `default` would need a password in the state; in one of `redis` it stands switched off, without any
 * (docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html).
 */
const ENGINE = "redis";

/**
 * A user for each service, and the group. A user is made with IAM authentication: nobody is granted `elasticache:Connect`, so nobody logs
 * in as it until the Job of the platform has given it a password (`password-job.ts`), which Terraform then does not look at.
 * `aws_elasticache_user` has no write-only argument in the pinned provider.
 */
export class ElasticacheUsers extends Construct {
  public readonly group: ElasticacheUserGroup;
  /** By service, and `monitoring`. */
  public readonly users: Readonly<Record<string, ElasticacheUser>>;
  public readonly defaultUser: ElasticacheUser;
  /** Names and ids (IAM authentication wants one text for both) by service; literals. */
  public readonly names: Readonly<Record<string, string>>;

  constructor(scope: Construct, id: string, props: ElasticacheUsersProps) {
    super(scope, id);
    const { name, services, sharded, monitored } = props;
    const rules: Readonly<Record<string, string>> = {
      ...Object.fromEntries(services.map((service) => [service.name, serviceRules(service, { sharded })])),
      ...(monitored ? { [MONITORING_SERVICE]: MONITORING_RULES } : {}),
    };
    this.names = userNames(name, services, monitored);
    this.defaultUser = new ElasticacheUser(this, "default", {
      userId: physicalName([name, "default"], ELASTICACHE_NAME_LENGTH),
      // The group replaces AWS's own `default` by it, which may do everything and needs no password.
      userName: "default",
      engine: ENGINE,
      accessString: DEFAULT_USER_RULES,
      authenticationMode: { type: "no-password-required" },
    });
    const users = new Construct(this, "services");
    this.users = Object.fromEntries(
      Object.entries(this.names).map(([service, userId]) => [
        service,
        new ElasticacheUser(users, service, {
          userId,
          userName: userId,
          engine: ENGINE,
          accessString: rules[service] ?? "",
          authenticationMode: { type: "iam" },
          lifecycle: {
            // Set by the Job, and not to be taken back.
            ignoreChanges: ["authentication_mode", "passwords", "no_password_required"],
            // It leaves the group before it goes.
            createBeforeDestroy: true,
          },
        }),
      ]),
    );
    this.group = new ElasticacheUserGroup(this, "Resource", {
      userGroupId: physicalName([name, "users"], ELASTICACHE_NAME_LENGTH),
      engine: ENGINE,
      userIds: [this.defaultUser, ...Object.values(this.users)].map((user) => user.userId),
    });
    this.node.defaultChild = this.group;
  }
}

/** The name of each service's user; a long one is cut, with a digest. */
export function userNames(
  cache: string,
  services: readonly Pick<CacheService, "name">[],
  monitored: boolean,
): Readonly<Record<string, string>> {
  const names = [...services.map(({ name }) => name), ...(monitored ? [MONITORING_SERVICE] : [])];
  return Object.fromEntries(names.map((service) => [service, physicalName([cache, service], ELASTICACHE_NAME_LENGTH)]));
}
