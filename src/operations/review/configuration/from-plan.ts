/** The part of a configuration that a plan holds (`terraform show -json`), in Terraform's JSON syntax. */
import type { Json, JsonMap } from "../../selection/content";

/**
 * Providers with their versions and settings, provisioners, dependencies, and what is sensitive. What else no plan shows
 * (lifecycle, the state's place, conditions, `moved`, `removed` and `import` blocks) is in no plan.
 */
export function configurationIn(json: unknown): JsonMap {
  const { provider_config: providers, root_module: root } = mapOf(mapOf(json)["configuration"]);
  return { ...providersOf(mapOf(providers)), ...moduleOf(mapOf(root), "") };
}

function providersOf(providers: JsonMap): JsonMap {
  const found = Object.values(providers).map(mapOf);
  const configured = found.map((one): readonly [string, Json] => {
    const settings = valuesOf(mapOf(one["expressions"]));
    return [String(one["name"]), one["alias"] === undefined ? settings : { alias: one["alias"], ...settings }];
  });
  const pins = found
    .filter((one) => one["alias"] === undefined && one["module_address"] === undefined)
    .map((one): readonly [string, Json] => [
      String(one["name"]),
      // Absent where no version is asked for.
      {
        ...(one["full_name"] === undefined ? {} : { source: one["full_name"] }),
        ...(one["version_constraint"] === undefined ? {} : { version: one["version_constraint"] }),
      },
    ]);
  return {
    provider: configured.map(([name, settings]) => ({ [name]: settings })),
    terraform: { required_providers: Object.fromEntries(pins) },
  };
}

function moduleOf(module: JsonMap, prefix: string): JsonMap {
  const outputs = Object.entries(mapOf(module["outputs"])).map(([name, output]) => {
    const { sensitive, depends_on: after } = mapOf(output);
    return [name, { sensitive: sensitive ?? false, ...(after === undefined ? {} : { depends_on: after }) }] as const;
  });
  const variables = Object.entries(mapOf(module["variables"])).map(
    ([name, variable]) => [name, { sensitive: mapOf(variable)["sensitive"] ?? false }] as const,
  );
  const resources = listOf(module["resources"]).map(mapOf);
  const ofMode = (mode: string): JsonMap[] =>
    resources
      .filter((resource) => resource["mode"] === mode)
      .map((resource) => ({
        [String(resource["type"])]: { [`${prefix}${String(resource["name"])}`]: metaArguments(resource) },
      }));
  const inner = Object.entries(mapOf(module["module_calls"])).map(([name, call]) => {
    const { source, version_constraint: version, module: content } = mapOf(call);
    return {
      module: { [`${prefix}${name}`]: { ...(source ? { source } : {}), ...(version ? { version } : {}) } },
      ...moduleOf(mapOf(content), `${prefix}${name}.`),
    };
  });
  return together([
    {
      output: prefix === "" ? Object.fromEntries(outputs) : {},
      variable: prefix === "" ? Object.fromEntries(variables) : {},
      resource: ofMode("managed"),
      data: ofMode("data"),
    },
    ...inner,
  ]);
}

/** The blocks of several modules: Terraform takes lists of them. */
function together(parts: readonly JsonMap[]): JsonMap {
  const keys = [...new Set(parts.flatMap((part) => Object.keys(part)))];
  return Object.fromEntries(keys.map((key) => [key, parts.flatMap((part) => listOf(part[key]))]));
}

function metaArguments(resource: JsonMap): JsonMap {
  const { provider_config_key: provider, depends_on: after, provisioners } = resource;
  return {
    ...(provider === undefined ? {} : { provider }),
    ...(after === undefined ? {} : { depends_on: after }),
    ...(provisioners === undefined
      ? {}
      : {
          provisioner: listOf(provisioners).map((one) => {
            const { type, expressions } = mapOf(one);
            return { [String(type)]: valuesOf(mapOf(expressions)) };
          }),
        }),
  };
}

/** Constants as they are; of what is computed, what it is computed from. */
function valuesOf(expressions: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(expressions).map(([name, expression]) => [name, valueOf(expression)]));
}

function valueOf(expression: Json): Json {
  if (Array.isArray(expression)) return (expression as readonly Json[]).map(valueOf);
  const map = mapOf(expression);
  if ("constant_value" in map) return map["constant_value"] ?? null;
  if ("references" in map) return listOf(map["references"]).map((reference) => `\${${String(reference)}}`);
  return valuesOf(map);
}

function mapOf(value: unknown): JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonMap) : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly Json[]) : [value];
}
