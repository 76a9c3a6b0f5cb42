/** One environment of the matrix: a profile on a target. */
import type { DatabaseSize } from "../../../src/catalog/postgres";
import { RDS_INSTANCE_CLASSES } from "../../../src/constructs/postgres-db/aws/rds-facts";
import { SKUS, storageMb } from "../../../src/constructs/postgres-db/azure/server-facts";
import type { Profile } from "../../../src/model/component";
import { SIZES } from "../../../src/model/sizes";
import type { TargetFacts } from "../../../src/model/target-facts";
import type { MovedStack } from "../../helpers/moved-stacks";
import type { Attributes } from "../../helpers/own-stacks";
import { valuesOfRelease } from "../../helpers/values-of-release";

/** One server of a cloud's, as far as the other clouds' can be held against it. */
interface DatabaseServer {
  readonly name: string;
  readonly replica: boolean;
  readonly version: unknown;
  readonly days: unknown;
  readonly standby: boolean;
}

export class Cell {
  /** @param stacks All of the profile's on the target. */
  constructor(
    private readonly target: TargetFacts,
    private readonly profile: Profile,
    public readonly stacks: readonly MovedStack[],
  ) {}

  of(type: string): readonly (readonly [name: string, attributes: Attributes])[] {
    return this.stacks.flatMap(({ json }) => Object.entries(json["resource"]?.[type] ?? {}));
  }
  values(release: string): unknown {
    const found = this.of("helm_release").find(([, { name }]) => name === release);
    const [text] = (found?.[1]["values"] as readonly string[] | undefined) ?? [];
    if (text === undefined) throw new Error(`${this.target.name} ${this.profile} has no release '${release}'.`);
    return valuesOfRelease(text);
  }
  at(release: string, ...keys: readonly string[]): unknown {
    return keys.reduce<unknown>(
      (value, key) => (value as Readonly<Record<string, unknown>> | undefined)?.[key],
      this.values(release),
    );
  }
  /** Pools of the file: zones that they are in, machines from and to, and what the machines are. */
  pools(): unknown {
    const groups = this.of("aws_eks_node_group").map(([name, { scaling_config }]) => {
      const { min_size: min, max_size: max } = scaling_config as {
        readonly min_size: number;
        readonly max_size: number;
      };
      return { name, min, max };
    });
    const pools = this.of("azurerm_kubernetes_cluster_node_pool")
      .filter(([name]) => name.startsWith("cluster_pools_"))
      .map(([name, { min_count: min, max_count: max }]) => ({ name, min: Number(min), max: Number(max) }));
    const own = [...groups, ...pools];
    const text = JSON.stringify([
      this.of("aws_launch_template").filter(([name]) => name.startsWith("cluster_pools_")),
      this.of("aws_eks_node_group"),
      this.of("azurerm_kubernetes_cluster_node_pool").filter(([name]) => name.startsWith("cluster_pools_")),
    ]);
    return {
      zones: new Set(own.map(({ name }) => name.split("_").at(-1))).size,
      min: own.reduce((sum, { min }) => sum + min, 0),
      max: own.reduce((sum, { max }) => sum + max, 0),
      size: SIZES.filter((size) => text.includes(`"${this.target.sizes[size][0]}"`)),
    };
  }
  /** Stores by what they are for: whether they refuse to be destroyed, and days in which what was deleted comes back. */
  stores(): unknown {
    const days = new Map(
      this.of("aws_s3_bucket_lifecycle_configuration").map(([name, { rule }]) => [
        name.replace(/_lifecycle$/, ""),
        (
          rule as readonly {
            readonly noncurrent_version_expiration?: readonly { readonly noncurrent_days: number }[];
          }[]
        )
          .flatMap(({ noncurrent_version_expiration = [] }) => noncurrent_version_expiration)
          .map(({ noncurrent_days }) => noncurrent_days)[0],
      ]),
    );
    const isProtected = ({ lifecycle }: Attributes): boolean =>
      (lifecycle as { readonly prevent_destroy?: boolean } | undefined)?.prevent_destroy === true;
    const isStore = ([name]: readonly [string, Attributes]): boolean => /_(documents|logs|Store)$/.test(name);
    const buckets = this.of("aws_s3_bucket")
      .filter(isStore)
      .map(([name, bucket]) => ({ name, kept: isProtected(bucket), days: days.get(name) }));
    const accounts = this.of("azurerm_storage_account")
      .filter(isStore)
      .map(([name, account]) => ({
        name,
        kept: isProtected(account),
        days: (account["blob_properties"] as { readonly delete_retention_policy: { readonly days: number } })
          .delete_retention_policy.days,
      }));
    return [...buckets, ...accounts].sort((a, b) => (a.name < b.name ? -1 : 1));
  }
  /** Servers of PostgreSQL: what each runs on by the file's word, what is kept for how long, whether it has a standby elsewhere. */
  databases(): { readonly servers: readonly DatabaseServer[]; readonly logins: readonly string[] } {
    const sizeIn = (machines: Readonly<Record<DatabaseSize, string>>, machine: unknown): readonly string[] =>
      Object.entries(machines).flatMap(([size, one]) => (one === machine ? [size] : []));
    const common = (name: string, server: Attributes) => ({
      name,
      replica: name.includes("_replicas_"),
      kept: (server["lifecycle"] as { readonly prevent_destroy?: boolean } | undefined)?.prevent_destroy === true,
    });
    const instances = this.of("aws_db_instance").map(([name, server]) => ({
      ...common(name, server),
      version: server["engine_version"],
      size: sizeIn(RDS_INSTANCE_CLASSES, server["instance_class"]),
      days: server["backup_retention_period"],
      standby: server["multi_az"] === true,
      // Of the disks of Azure, that which holds as much.
      storage: storageMb(Number(server["allocated_storage"])),
      password: server["manage_master_user_password"] === true,
      isPublic: server["publicly_accessible"],
    }));
    const servers = this.of("azurerm_postgresql_flexible_server").map(([name, server]) => ({
      ...common(name, server),
      version: server["version"],
      size: sizeIn(SKUS, server["sku_name"]),
      days: server["backup_retention_days"],
      standby: (server["high_availability"] as { readonly mode?: string } | undefined)?.mode === "ZoneRedundant",
      // Never less than what it has grown to.
      storage: Number(/^\$\{max\((\d+), /.exec(String(server["storage_mb"]))?.[1]),
      password: server["administrator_password_wo"] !== undefined,
      isPublic: server["public_network_access_enabled"],
    }));
    // The administrator's password is RDS's own secret, which a release delivers; on Azure the administrator is a principal.
    const logins = this.of("helm_release").map(([name]) => name);
    return {
      servers: [...instances, ...servers],
      logins: logins.filter((name) => /^databases_(Monitoring_|\w+_services_)/.test(name)).sort(),
    };
  }
  /** What clouds make of the file by machines and services of their own. */
  managed(): unknown {
    return { pools: this.pools(), stores: this.stores(), databases: this.databases() };
  }
  /** Objects of a release that installs some. */
  private objects(release: string, kind: string): readonly Attributes[] {
    return (this.at(release, "objects") as readonly Attributes[])
      .filter((object) => object["kind"] === kind)
      .map(({ spec }) => spec as Attributes);
  }
  /** Of each server of PostgreSQL, wherever it runs: the major version, days of backups, whether it has a standby. */
  servers(): unknown {
    const inCluster = this.of("helm_release").filter(([name]) => /^databases_[a-z-]+$/.test(name));
    if (inCluster.length === 0) {
      const { servers } = this.databases();
      return servers
        .filter(({ replica }) => !replica)
        .map(({ name, version, days, standby }) => ({ name, version, days, standby }));
    }
    return inCluster.map(([name, { name: release }]) => {
      const [cluster] = this.objects(String(release), "Cluster");
      const [store] = this.objects(String(release), "ObjectStore");
      return {
        name,
        version: String((cluster?.["imageCatalogRef"] as Attributes | undefined)?.["major"]),
        days: Number(/^(\d+)d$/.exec(String(store?.["retentionPolicy"]))?.[1]),
        standby: Number(cluster?.["instances"]) > 1,
      };
    });
  }
  /** What the file asks for by words that are no cloud's. */
  asked(): unknown {
    const [schedule] = this.objects("schedule-daily", "Schedule");
    const template = schedule?.["template"] as Attributes | undefined;
    const prometheus = this.at("prometheus-stack", "prometheus", "prometheusSpec") as Attributes;
    return {
      databases: this.servers(),
      ingress: {
        copies: this.at("traefik", "deployment", "replicas"),
        allowed: this.at("traefik", "service", "spec", "loadBalancerSourceRanges"),
        certificates: this.at("cert-manager", "replicaCount"),
        zone: this.at("external-dns", "domainFilters"),
      },
      metrics: {
        replicas: prometheus["replicas"],
        retention: prometheus["retention"],
        storage: prometheus["storageSpec"],
        resources: prometheus["resources"],
      },
      logs: {
        copies: this.at("loki", "singleBinary", "replicas"),
        retention: this.at("loki", "loki", "limits_config", "retention_period"),
        storage: this.at("loki", "singleBinary", "persistence", "size"),
      },
      // What becomes of volumes is the target's: not everything that makes them takes snapshots.
      backups: { cron: schedule?.["schedule"], kept: template?.["ttl"], of: template?.["includedNamespaces"] },
    };
  }
  /** Every address, sorted, by stack. */
  addresses(): Readonly<Record<string, string>> {
    const of = (kind: string, types: MovedStack["json"][string] = {}): readonly string[] =>
      Object.entries(types).flatMap(([type, named]) => Object.keys(named).map((name) => `${kind}${type}.${name}`));
    return Object.fromEntries(
      this.stacks.map(({ name, json }) => [
        `${name}.txt`,
        `${[...of("", json["resource"]), ...of("data.", json["data"])].sort().join("\n")}\n`,
      ]),
    );
  }
}
