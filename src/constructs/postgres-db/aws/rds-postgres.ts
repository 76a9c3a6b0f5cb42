/** PostgreSQL on Amazon RDS. */
import { DbInstance } from "@cdktf/provider-aws/lib/db-instance";
import { DbSubnetGroup } from "@cdktf/provider-aws/lib/db-subnet-group";
import { SecretsmanagerSecretRotation } from "@cdktf/provider-aws/lib/secretsmanager-secret-rotation";
import { Construct, type IConstruct } from "constructs";
import { z } from "zod";
import type { PostgresMajorVersion } from "../../../catalog/postgres";
import { JangadaError } from "../../../errors";
import { ACCOUNT } from "../../../targets/eks/forms";
import type { EncryptionKey } from "../../kit/aws/encryption-key";
import { FinalSnapshot } from "../../kit/aws/final-snapshot";
import { ServerSecurityGroup } from "../../kit/aws/server-security-group";
import type { Implementation } from "../../../model/contract";
import { allowedRanges } from "../../kit/cdktf/allowed-ranges";
import { physicalName } from "../../kit/cdktf/names";
import { orTokens, tokenOr, validateProps } from "../../kit/cdktf/props";
import type { INetwork } from "../../network/contract";
import { AdoptedPostgres, type ServerDetails } from "../adopted-postgres";
import type { IPostgresDb, POSTGRES_DB, PostgresAdmin, PostgresDbAttributes } from "../contract";
import { preferTargetProblems } from "../../../model/target-parts";
import { checkServer } from "../check";
import { storageLimit } from "../section";
import { checkRdsServer } from "./part";
import { RdsAdministrator } from "./rds-administrator";
import { RDS_INSTANCE_CLASSES, RDS_STORAGE, rdsReplicaName } from "./rds-facts";
import { serverKey } from "./rds-key";
import { RDS_LOGS, RdsLogGroups } from "./rds-log-groups";
import { RdsMonitoringRole } from "./rds-monitoring-role";
import { RdsParameterGroup } from "./rds-parameter-group";
import { RdsReplica } from "./rds-replica";
import { restoreArguments, restoreLifecycle } from "./rds-restore";
import { type PostgresDbProps, postgresDbSchema, type PostgresDbSettings } from "../props";

/** PostgreSQL's own (IANA). */
const PORT = 5432;

/** The props of RDS: an instance class and a key are only passed on to AWS, so they may be tokens. */
const rdsProps = orTokens(postgresDbSchema, ["aws.instanceClass", "aws.encryptionKey"]).extend({
  account: tokenOr(z.string().regex(ACCOUNT.pattern, ACCOUNT.error)),
});

/** Longest name of an IAM role (docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html). */
const MAX_ROLE_NAME = 64;

/** User name of the administrator: not `postgres`, which attackers try first. Not a superuser: RDS gives its customers none. */
export const RDS_ADMIN = "platform_admin";

/** Days of performance data: 7 comes with the mode `standard`; RDS asks for 465 with `advanced`. */
const INSIGHTS_DAYS = { standard: 7, advanced: 465 } as const;

/** Seconds between two samples of the operating system. */
const MONITORING_SECONDS = 60;

/** Signed for every region, valid until 2061 (user guide, certificate authorities). */
const CERTIFICATE_AUTHORITY = "rds-ca-rsa2048-g1";

/**
 * A server with storage, snapshots, secret, logs and performance data under one key, the administrator's password made and
 * rotated by RDS, TLS required, and backups that outlive it. Without `protected` it can be destroyed; its last snapshot is
 * taken all the same, and stays readable as long as its key: 30 days after the destruction of a key of its own.
 * @security CKV_AWS_16 AWS-0080 encrypted storage
 * @security CKV_AWS_17 AWS-0180 not public
 * @security CKV_AWS_118 enhanced monitoring
 * @security CKV_AWS_129 logs are exported
 * @security CKV_AWS_133 AWS-0077 backups are kept, 7 days at least
 * @security CKV_AWS_157 a standby in a second zone, unless it is given up
 * @security CKV_AWS_161 AWS-0176 IAM authentication
 * @security CKV_AWS_211 a modern certificate authority
 * @security CKV_AWS_226 minor upgrades by themselves
 * @security CKV_AWS_293 AWS-0177 protected from deletion, unless it is given up
 * @security CKV_AWS_353 CKV_AWS_354 AWS-0133 AWS-0078 performance data, encrypted
 * @security CKV2_AWS_60 snapshots carry the tags
 */
export class RdsPostgres extends Construct implements IPostgresDb {
  public readonly instance: DbInstance;
  public readonly subnetGroup: DbSubnetGroup;
  public readonly securityGroup: ServerSecurityGroup;
  public readonly parameterGroup: RdsParameterGroup;
  public readonly logGroups: RdsLogGroups;
  public readonly monitoringRole: RdsMonitoringRole;
  public readonly finalSnapshot: FinalSnapshot;
  /** Its own, or the one that it shares. Undefined if an existing key was given. */
  public readonly key: EncryptionKey | undefined;
  /** Undefined where RDS's own interval stands. */
  public readonly rotation: SecretsmanagerSecretRotation | undefined;
  /** Undefined where RDS makes and rotates the administrator's password: of every server without replicas. */
  public readonly administrator: RdsAdministrator | undefined;
  /** By their ordinals, from 1. */
  public readonly replicas: readonly RdsReplica[];
  /** A literal, so that names can derive from it. */
  public readonly serverName: string;
  public readonly port = PORT;
  public readonly majorVersion: string;
  private readonly keyArn: string;
  private readonly sharesKey: boolean;

  /**
   * @throws JangadaError INVALID_PROPS, TOKEN_NOT_ALLOWED, DATABASE_OPEN, DATABASE_STORAGE, DATABASE_TLS_REQUIRED, DATABASE_WINDOW,
   * DATABASE_SUBNETS.
   */
  constructor(scope: Construct, id: string, props: PostgresDbProps) {
    super(scope, id);
    const { network, keyOf, source, deployFrom: _ranges, ...rest } = props;
    const settings = validateProps(this, rdsProps, rest, (server) =>
      preferTargetProblems(checkServer(server), checkRdsServer(server)),
    );
    const { name, region, account, aws } = settings;
    this.serverName = name;
    this.majorVersion = settings.version;
    this.key = aws.encryptionKey ? undefined : serverKey(this, settings, keyOf);
    this.keyArn = aws.encryptionKey ?? this.key?.arn ?? "";
    this.sharesKey = keyOf !== undefined;
    this.subnetGroup = new DbSubnetGroup(this, "subnets", {
      name,
      description: `PostgreSQL server ${name}`,
      subnetIds: this.subnetIds(network),
    });
    this.securityGroup = new ServerSecurityGroup(this, "security-group", {
      name: `${name}-postgres`,
      description: `PostgreSQL server ${name}`,
      vpcId: network.networkId,
      ports: [{ port: PORT, title: "PostgreSQL" }],
      allow: allowedRanges(settings, network),
    });
    this.parameterGroup = new RdsParameterGroup(this, "parameters", {
      name,
      version: settings.version as PostgresMajorVersion,
      parameters: settings.parameters,
    });
    this.logGroups = new RdsLogGroups(this, "logs", { identifier: name, keyArn: this.keyArn });
    this.monitoringRole = new RdsMonitoringRole(this, "monitoring", {
      name: physicalName([name, region, "monitoring"], MAX_ROLE_NAME),
      region,
      account,
    });
    this.finalSnapshot = new FinalSnapshot(this, "last-snapshot", {
      identifier: name,
      replacedWith: { identifier: name, key: this.keyArn, username: RDS_ADMIN },
    });
    this.administrator = settings.readReplicas > 0 ? this.makeAdministrator(settings) : undefined;
    this.instance = this.makeInstance(settings, source?.node.defaultChild);
    this.administrator?.publish(this.instance);
    this.replicas = this.makeReplicas(settings, network);
    this.rotation = aws.rotateAdminAfterDays ? this.rotate(aws.rotateAdminAfterDays) : undefined;
    this.node.defaultChild = this.instance;
  }

  public get host(): string {
    return this.instance.address;
  }
  public get readerHost(): string {
    return this.replicas.length > 0 ? this.replicas.map(({ instance }) => instance.address).join(",") : this.host;
  }
  public get admin(): PostgresAdmin {
    const { secretId, keyId } = this.details;
    return { kind: "secret", secretId, keyId };
  }
  public get attributes(): PostgresDbAttributes {
    const { serverName, host, port, readerHost, majorVersion } = this;
    return { serverName, host, port, readerHost, majorVersion, details: this.details };
  }

  private get details(): ServerDetails {
    const { instance, administrator, keyArn, finalSnapshot } = this;
    return {
      secretId: administrator?.secret.arn ?? instance.masterUserSecret.get(0).secretArn,
      keyId: keyArn,
      life: finalSnapshot.life.id,
    };
  }

  /** RDS wants two zones even of a server without a standby. */
  private subnetIds(network: INetwork): string[] {
    const subnets = network.subnets("data");
    if (subnets.length < 2) {
      throw new JangadaError({
        code: "DATABASE_SUBNETS",
        message: `The network has ${subnets.length} subnet(s) of the tier 'data'; RDS needs them in two zones at least.`,
        place: { construct: this.node.path, path: "network" },
        remedy: "Give the network a second zone, or name data subnets in two zones of the existing one.",
      });
    }
    return subnets.map((subnet) => subnet.id);
  }

  private makeAdministrator({ name, aws }: PostgresDbSettings): RdsAdministrator {
    const revision = aws.adminPasswordRevision;
    return new RdsAdministrator(this, "administrator", { name, username: RDS_ADMIN, keyArn: this.keyArn, revision });
  }

  /** What a server and its replicas have in common. */
  private sharedConfig(settings: PostgresDbSettings) {
    const { aws } = settings;
    return {
      autoMinorVersionUpgrade: true,
      allowMajorVersionUpgrade: settings.allowMajorUpgrade,
      instanceClass: aws.instanceClass ?? RDS_INSTANCE_CLASSES[settings.size],
      storageType: "gp3",
      maxAllocatedStorage: storageLimit(settings, RDS_STORAGE.max),
      storageEncrypted: true,
      port: PORT,
      iamDatabaseAuthenticationEnabled: true,
      caCertIdentifier: CERTIFICATE_AUTHORITY,
      publiclyAccessible: false,
      vpcSecurityGroupIds: [this.securityGroup.group.id],
      parameterGroupName: this.parameterGroup.group.name,
      enabledCloudwatchLogsExports: [...RDS_LOGS],
      performanceInsightsEnabled: true,
      performanceInsightsKmsKeyId: this.keyArn,
      performanceInsightsRetentionPeriod: INSIGHTS_DAYS[aws.insights],
      databaseInsightsMode: aws.insights,
      monitoringInterval: MONITORING_SECONDS,
      monitoringRoleArn: this.monitoringRole.role.arn,
      maintenanceWindow: settings.maintenanceWindow,
      copyTagsToSnapshot: true,
      deletionProtection: settings.protected,
    };
  }

  private makeInstance(settings: PostgresDbSettings, source: IConstruct | undefined): DbInstance {
    const { name, aws } = settings;
    const { administrator } = this;
    return new DbInstance(this, "Resource", {
      ...this.sharedConfig(settings),
      identifier: name,
      engine: "postgres",
      // The major alone: RDS raises the minor in the maintenance window, and a pinned one would be planned back.
      engineVersion: settings.version,
      // A server past the community's support is to be upgraded, not to be paid for without notice.
      engineLifecycleSupport: "open-source-rds-extended-support-disabled",
      allocatedStorage: settings.storage,
      kmsKeyId: this.keyArn,
      multiAz: settings.highAvailability,
      username: RDS_ADMIN,
      ...(administrator
        ? { passwordWo: administrator.password, passwordWoVersion: aws.adminPasswordRevision }
        : { manageMasterUserPassword: true, masterUserSecretKmsKeyId: this.keyArn }),
      dbSubnetGroupName: this.subnetGroup.name,
      backupRetentionPeriod: settings.backupDays,
      backupWindow: aws.backupWindow,
      // Point-in-time recovery outlives the server by the retention period.
      deleteAutomatedBackups: false,
      skipFinalSnapshot: false,
      finalSnapshotIdentifier: this.finalSnapshot.identifier,
      ...restoreArguments(settings),
      lifecycle: {
        ...restoreLifecycle({ settings, keyArn: this.keyArn, sharesKey: this.sharesKey }),
        // Refused by the plan already, before anything else of the stack is gone; and a replacement is refused with it.
        ...(settings.protected ? { preventDestroy: true } : {}),
      },
      dependsOn: [
        ...this.logGroups.groups,
        this.monitoringRole.attachment,
        ...(source instanceof DbInstance ? [source] : []),
      ],
    });
  }

  /** Counted from 1, so that fewer take away the last ones; over the zones of the data subnets in turn. */
  private makeReplicas(settings: PostgresDbSettings, network: INetwork): readonly RdsReplica[] {
    const replicas = new Construct(this, "replicas");
    const zones = network.subnets("data").flatMap(({ zone }) => zone ?? []);
    return Array.from(
      { length: settings.readReplicas },
      (_, index) =>
        new RdsReplica(replicas, String(index + 1), {
          identifier: rdsReplicaName(settings.name, index + 1),
          zone: zones[index % zones.length],
          source: this.instance,
          settings,
          keyArn: this.keyArn,
          life: this.finalSnapshot.address,
          shared: this.sharedConfig(settings),
        }),
    );
  }

  private rotate(days: number): SecretsmanagerSecretRotation {
    return new SecretsmanagerSecretRotation(this, "rotation", {
      secretId: this.instance.masterUserSecret.get(0).secretArn,
      rotationRules: { automaticallyAfterDays: days },
      // Setting the interval is no reason to change the password now.
      rotateImmediately: false,
    });
  }
}

export const rdsPostgresImplementation: Implementation<PostgresDbProps, IPostgresDb, typeof POSTGRES_DB.shape> = {
  create: (scope, id, props) => new RdsPostgres(scope, id, props),
  fromAttributes: (scope, id, attributes) => new AdoptedPostgres(scope, id, attributes),
};
