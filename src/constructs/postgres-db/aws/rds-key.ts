/** The key of a server: its own, or that of another one. */
import type { Construct } from "constructs";
import { allowLogGroup, EncryptionKey } from "../../kit/aws/encryption-key";
import type { PolicyStatement } from "../../kit/aws/policy";
import type { KeyOwner, PostgresDbSettings } from "../props";
import { rdsReplicaName } from "./rds-facts";
import { rdsLogGroupName } from "./rds-log-groups";

/** The id under a server of its key: its address derives from it. */
const KEY = "key";

/**
 * A key that another server has, too, stands at its address, also when that server is gone: it is kept as long as one of them is in
 * the file, and protected if one of them is.
 */
export function serverKey(server: Construct, settings: PostgresDbSettings, owner?: KeyOwner): EncryptionKey {
  if (owner === undefined) return makeKey(server, settings, statementsOf(settings));
  const shared = keyAt(owner.place) ?? makeKey(owner.place, { ...settings, name: owner.name }, []);
  // A name of its own for each statement: KMS refuses two of one.
  const count = settings.name.replace(/-/g, "0");
  const statements = statementsOf(settings).map((statement) => ({
    ...statement,
    Sid: `${statement.Sid ?? ""}${count}`,
  }));
  shared.share({ statements, protected: settings.protected });
  return shared;
}

function keyAt(place: Construct): EncryptionKey | undefined {
  return [place, place.node.tryFindChild("Default")]
    .map((construct) => construct?.node.tryFindChild(KEY))
    .find((found) => found instanceof EncryptionKey);
}

function makeKey(
  scope: Construct,
  settings: PostgresDbSettings,
  statements: readonly PolicyStatement[],
): EncryptionKey {
  const { name, region, account, protected: isProtected } = settings;
  return new EncryptionKey(scope, KEY, {
    name,
    description: `PostgreSQL server ${name}: storage, snapshots, administrator's password, logs`,
    region,
    account,
    protected: isProtected,
    statements,
  });
}

/** Its logs, and those of its replicas. */
function statementsOf({ name, region, account, readReplicas }: PostgresDbSettings): readonly PolicyStatement[] {
  const logs = (server: string): PolicyStatement => allowLogGroup(region, account, rdsLogGroupName(server, "*"));
  return [
    logs(name),
    ...Array.from({ length: readReplicas }, (_, index) => ({
      ...logs(rdsReplicaName(name, index + 1)),
      Sid: `ReplicaLogGroup${index + 1}`,
    })),
  ];
}
