/** One file, two targets: the environment that `--target` moves, in each profile on each target. What it asks for by neutral words is there on both. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { DatabaseSize } from "../../../src/catalog/postgres";
import { RDS_INSTANCE_CLASSES } from "../../../src/constructs/postgres-db/aws/rds-facts";
import { SKUS, storageMb } from "../../../src/constructs/postgres-db/azure/server-facts";
import { PROFILES, type Profile } from "../../../src/model/component";
import { SIZES } from "../../../src/model/sizes";
import type { TargetFacts } from "../../../src/model/target-facts";
import { targets } from "../../../src/targets";
import { ROOT } from "../../helpers/environments";
import { everyProfile, movable, type MovedStack, synthesizeOn } from "../../helpers/moved-stacks";
import type { Attributes } from "../../helpers/own-stacks";
import { valuesOfRelease } from "../../helpers/values-of-release";

/** Milliseconds: an app with three environments, on a busy machine. */
const LIMIT = 200_000;

const GOLDEN = path.join(ROOT, "test", "golden", "moved");
/** Those that the file has a block of. */
const TARGETS: readonly TargetFacts[] = targets.filter(({ block }) => new RegExp(`^${block}:`, "m").test(movable()));

let stacks: Readonly<Record<string, readonly MovedStack[]>>;
beforeAll(async () => {
  const made: Record<string, readonly MovedStack[]> = {};
  for (const { name } of TARGETS) made[name] = await synthesizeOn(name, everyProfile());
  stacks = made;
}, LIMIT);

/** One environment of the matrix. */
class Cell {
  constructor(
    private readonly target: TargetFacts,
    private readonly profile: Profile,
  ) {}

  get stacks(): readonly MovedStack[] {
    return (stacks[this.target.name] ?? []).filter(({ name }) => name.startsWith(`${this.profile}-`));
  }
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
  databases(): unknown {
    const sizeIn = (machines: Readonly<Record<DatabaseSize, string>>, machine: unknown): readonly string[] =>
      Object.entries(machines).flatMap(([size, one]) => (one === machine ? [size] : []));
    const common = (name: string, server: Attributes): object => ({
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
  /** What the file asks for by words that no cloud has. */
  asked(): unknown {
    const schedule = this.at("schedule-daily", "objects") as readonly Readonly<Record<string, unknown>>[];
    const prometheus = this.at("prometheus-stack", "prometheus", "prometheusSpec") as Attributes;
    return {
      pools: this.pools(),
      stores: this.stores(),
      databases: this.databases(),
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
      backups: schedule.map(({ spec }) => spec),
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

const cells = TARGETS.flatMap((target) => PROFILES.map((profile) => [target.name, profile, target] as const));

test.each(cells)("on %s in the profile %s, each tier is there", (_, profile, target) => {
  const tiers = new Cell(target, profile).stacks.map(({ name }) => name.slice(profile.length + 1));
  expect([...tiers].sort()).toEqual(["cluster", "data", "network", "platform"]);
});

test.each(PROFILES)("in the profile %s, what the file asks for is the same on every target", (profile) => {
  const [first, ...others] = TARGETS.map((target) => new Cell(target, profile).asked());
  expect(others.length).toBeGreaterThan(0);
  for (const other of others) expect(other).toEqual(first);
});

test("what a profile gives differs from the next, on every target", () => {
  for (const target of TARGETS) {
    const texts = PROFILES.map((profile) => JSON.stringify(new Cell(target, profile).asked()));
    expect(new Set(texts).size).toBe(PROFILES.length);
  }
});

// Those of EKS are pinned with the environments themselves.
test.each(PROFILES)("on AKS in the profile %s, its stacks have the pinned addresses", (profile) => {
  const target = TARGETS.find(({ name }) => name === "aks");
  if (!target) throw new Error("AKS is no target.");
  const found = new Cell(target, profile).addresses();
  const folder = path.join(GOLDEN, profile);
  if (process.env["UPDATE_GOLDEN"]) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    for (const [file, lines] of Object.entries(found)) fs.writeFileSync(path.join(folder, file), lines);
  }
  const pinned = fs.readdirSync(folder).map((file) => [file, fs.readFileSync(path.join(folder, file), "utf8")]);
  expect(found).toEqual(Object.fromEntries(pinned));
});
