/** What a plan does not show of a stack's configuration: guards, places, pins and commands, block by block. */
import type { Json, JsonMap } from "../../selection/content";

/** `settings` holds only what no plan shows; what is off, empty or always true is left out, as if it were not written. */
export interface Block {
  /** Such as `random_pet.name`, `terraform.backend`, `provider.helm`, `output.endpoint`. */
  readonly address: string;
  /** The resource's, or one of `KINDS`. */
  readonly type: string;
  readonly name: string;
  readonly settings: JsonMap;
  /** Whether what it stands for comes and goes in the plan: only what is on both sides is compared, declarations apart. */
  readonly planned: boolean;
  /** False where it is only declared of (`moved`, `removed`, `import`) what is not in this configuration. */
  readonly present: boolean;
  /** Where in the environment file it comes from. */
  readonly source?: { readonly file: string; readonly path: string };
}

/** The types of blocks that are no resources. */
export const KINDS = {
  backend: "terraform_backend",
  version: "terraform_version",
  pin: "terraform_provider",
  provider: "provider_configuration",
  remoteState: "terraform_remote_state",
} as const;

/** About a resource, but no part of it: they are written for resources that come, go or are not there yet. */
export const DECLARATIONS: readonly string[] = ["moved", "removed", "import"];

/** What Terraform understands of any resource, whatever its provider. */
const META_ARGUMENTS: readonly string[] = ["provider", "depends_on", "provisioner", "connection", "lifecycle"];

/** Of blocks whose effect a plan shows, what it does not show. */
const UNPLANNED_ARGUMENTS: Readonly<Record<string, readonly string[]>> = {
  output: ["sensitive", "ephemeral", "depends_on", "precondition"],
  variable: ["sensitive", "ephemeral", "nullable", "validation"],
  module: ["source", "version", "providers", "depends_on"],
};

/** Data sources that are where they read from, by type: the reading itself is in no plan. */
export type ReadsFrom = Readonly<Record<string, readonly string[]>>;

/** Terraform's own. */
const READS_FROM: ReadsFrom = { [KINDS.remoteState]: ["backend", "config", "workspace"] };

/** What a plan shows anyway, as the tags of every resource. */
const SHOWN_OF_PROVIDERS: readonly string[] = ["alias", "version", "default_tags"];

const CONDITIONS: readonly string[] = ["precondition", "postcondition", "validation", "assert"];
const SETS: readonly string[] = ["ignore_changes", "depends_on", "replace_triggered_by"];

/**
 * @param json a stack's `cdk.tf.json`, or any configuration in Terraform's JSON syntax
 * @param providers what of the providers' data sources is where they read from
 */
export function blocksOf(json: JsonMap, providers: ReadsFrom): ReadonlyMap<string, Block> {
  const readsFrom = { ...providers, ...READS_FROM };
  const blocks = new Map<string, Block>();
  const add = (block: Block): void => {
    const known = blocks.get(block.address);
    const both = known && {
      settings: { ...known.settings, ...block.settings },
      present: known.present || block.present,
    };
    blocks.set(block.address, { ...known, ...block, ...both });
  };
  const { "//": _metadata, terraform, provider, resource, data, locals: _shown, ...rest } = json;
  for (const block of terraformBlocks(merged(terraform))) add(block);
  for (const block of providerBlocks(provider)) add(block);
  for (const block of [...resources(resource, "", {}), ...resources(data, "data.", readsFrom)]) add(block);
  for (const [kind, content] of Object.entries(rest)) {
    if (DECLARATIONS.includes(kind))
      list(content)
        .flatMap((one) => declaration(kind, one))
        .forEach(add);
    else if (kind === "ephemeral") resources(content, "ephemeral.", {}).forEach(add);
    else others(kind, content).forEach(add);
  }
  return blocks;
}

function terraformBlocks(terraform: JsonMap): readonly Block[] {
  const { backend, cloud, required_version: version, required_providers: pins, ...rest } = terraform;
  const [[type, settings] = ["local", {}]] = Object.entries(merged(backend));
  const place: JsonMap = cloud === undefined ? { type, ...merged(settings) } : { type: "cloud", ...merged(cloud) };
  const block = (name: string, kind: string, content: JsonMap): Block => ({
    address: `terraform.${name}`,
    type: kind,
    name,
    settings: content,
    planned: false,
    present: true,
  });
  return [
    block("backend", KINDS.backend, place),
    ...(version === undefined ? [] : [block("required_version", KINDS.version, { version })]),
    ...Object.entries(merged(pins)).map(([name, pin]): Block => ({
      address: `required_providers.${name}`,
      type: KINDS.pin,
      name,
      settings: typeof pin === "string" ? { version: pin } : merged(pin),
      planned: false,
      present: true,
    })),
    ...Object.entries(rest).map(([name, content]) => block(name, `terraform_${name}`, { [name]: content })),
  ];
}

function providerBlocks(provider: Json | undefined): readonly Block[] {
  return list(provider).flatMap((entry) =>
    Object.entries(merged(entry)).flatMap(([name, configurations]) =>
      list(configurations).map((one): Block => {
        const body = merged(one);
        const alias = typeof body["alias"] === "string" ? `[${body["alias"]}]` : "";
        const settings = Object.fromEntries(Object.entries(body).filter(([key]) => !SHOWN_OF_PROVIDERS.includes(key)));
        return {
          address: `provider.${name}${alias}`,
          type: KINDS.provider,
          name,
          settings,
          planned: false,
          present: true,
        };
      }),
    ),
  );
}

function resources(byType: Json | undefined, prefix: string, readsFrom: ReadsFrom): readonly Block[] {
  return list(byType).flatMap((entry) =>
    Object.entries(merged(entry)).flatMap(([type, byName]) =>
      list(byName).flatMap((named) =>
        Object.entries(merged(named)).map(([name, body]): Block => {
          const content = merged(body);
          const unplanned = [...META_ARGUMENTS, ...(readsFrom[type] ?? [])];
          const source = sourceOf(content);
          return {
            address: `${prefix}${type}.${name}`,
            type,
            name,
            settings: pick(content, unplanned),
            planned: true,
            present: true,
            ...(source ? { source } : {}),
          };
        }),
      ),
    ),
  );
}

/** `moved`, `removed` and `import` blocks are told of the resource that they are about. */
function declaration(kind: string, entry: Json): readonly Block[] {
  const { from, to, lifecycle, ...rest } = merged(entry);
  const address = kind === "removed" ? from : to;
  if (typeof address !== "string") return [];
  const [type = "", name = ""] = address
    .replace(/\[[^\]]*\]/g, "")
    .split(".")
    .slice(-2);
  const destroy = merged(lifecycle)["destroy"];
  const what: JsonMap =
    kind === "moved" ? { from: from ?? null } : kind === "removed" ? { destroy: destroy ?? true, ...rest } : rest;
  return [{ address, type, name, settings: { [kind]: what }, planned: true, present: false }];
}

/** Outputs, variables, modules, checks; of what is not known, everything counts. */
function others(kind: string, content: Json): readonly Block[] {
  return list(content).flatMap((entry) =>
    Object.entries(merged(entry)).map(([name, body]): Block => {
      const unplanned = UNPLANNED_ARGUMENTS[kind];
      const settings = unplanned ? pick(merged(body), unplanned) : clean({ ...merged(body) });
      return {
        address: `${kind}.${name}`,
        type: kind,
        name,
        settings,
        planned: unplanned !== undefined,
        present: true,
      };
    }),
  );
}

function pick(body: JsonMap, keys: readonly string[]): JsonMap {
  return clean(Object.fromEntries(Object.entries(body).filter(([key]) => keys.includes(key))));
}

/** One way to write what can be written in several. */
function clean(settings: JsonMap): JsonMap {
  const cleaned = Object.entries(settings).flatMap(([key, value]): readonly (readonly [string, Json])[] => {
    if (key === "//" || value === null || value === false) return [];
    if (key === "lifecycle") return entry(key, clean(merged(value)));
    if (key === "provisioner") return entry(key, provisioners(value));
    if (CONDITIONS.includes(key))
      return entry(
        key,
        list(value).filter((one) => !isAlwaysTrue(merged(one)["condition"])),
      );
    if (SETS.includes(key)) return entry(key, [...list(value)].map(String).sort());
    return entry(key, value);
  });
  return Object.fromEntries(cleaned);
}

function entry(key: string, value: Json): readonly (readonly [string, Json])[] {
  const empty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return empty ? [] : [[key, value]];
}

/** `[{ "local-exec": {…} }]` and `{ "local-exec": [{…}] }` are the same. */
function provisioners(value: Json): readonly Json[] {
  return list(value).flatMap((one) =>
    Object.entries(merged(one)).flatMap(([type, bodies]) =>
      list(bodies).map((body): Json => ({ type, ...merged(body) })),
    ),
  );
}

function isAlwaysTrue(condition: Json | undefined): boolean {
  return condition === true || (typeof condition === "string" && /^(true|\$\{\s*true\s*\})$/.test(condition.trim()));
}

function sourceOf(content: JsonMap): Block["source"] {
  const { file, path } = merged(merged(content["//"])["environment"]);
  return typeof file === "string" && typeof path === "string" ? { file, path } : undefined;
}

/** Terraform takes a block for a list of one. */
function list(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}

function merged(value: Json | undefined): JsonMap {
  const maps = list(value).filter(
    (one): one is JsonMap => typeof one === "object" && one !== null && !Array.isArray(one),
  );
  return Object.assign({}, ...maps) as JsonMap;
}
