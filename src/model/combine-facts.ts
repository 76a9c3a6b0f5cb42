/** Puts together what services and components know. */
import type { Facts, ServiceFacts } from "./resource-facts";
import type { RiskRule } from "./risk";

/** @param parts in the order in which findings of one severity are told */
export function combineFacts(parts: readonly ServiceFacts[]): Facts {
  const list = <T>(of: (part: ServiceFacts) => readonly T[] | undefined): readonly T[] =>
    parts.flatMap((part) => of(part) ?? []);
  return {
    holdsData: mergeTables(parts.map(({ holdsData }) => holdsData)),
    billed: list(({ billed }) => billed),
    rules: withExceptions(
      mergeById(list(({ rules }) => rules)),
      list(({ exceptions }) => exceptions),
    ),
    exceptions: list(({ exceptions }) => exceptions),
    // A pool is all of its groups, a network all of its subnets.
    judgedTogether: [
      ...list(({ judgedTogether }) => judgedTogether),
      ...list(({ dividedNumbers }) => dividedNumbers).map(({ type }) => type),
      ...list(({ fileLists }) => fileLists).map(({ type }) => type),
    ],
    readsFrom: mergeTables(parts.map(({ readsFrom }) => readsFrom)),
    irreversible: list(({ irreversible }) => irreversible),
    refusedAtApply: list(({ refusedAtApply }) => refusedAtApply),
    noise: list(({ noise }) => noise),
    mirrored: list(({ mirrored }) => mirrored),
    madeByCloud: list(({ madeByCloud }) => madeByCloud),
    fileFields: list(({ fileFields }) => fileFields),
    fileLists: list(({ fileLists }) => fileLists),
    dividedNumbers: list(({ dividedNumbers }) => dividedNumbers),
    fileEntries: list(({ fileEntries }) => fileEntries),
    fileEntryOfType: mergeTables(parts.map(({ fileEntryOfType }) => fileEntryOfType)),
    fieldLabels: mergeByType(parts.map(({ fieldLabels }) => fieldLabels)),
  };
}

function mergeTables<T>(tables: readonly (Readonly<Record<string, T>> | undefined)[]): Readonly<Record<string, T>> {
  return Object.fromEntries(tables.flatMap((table) => Object.entries(table ?? {})));
}

/** Several may have words for one type: a chart's values belong to many components. */
function mergeByType(tables: readonly ServiceFacts["fieldLabels"][]): Facts["fieldLabels"] {
  const types = new Map<string, Facts["fieldLabels"][string]>();
  for (const [type, words] of tables.flatMap((table) => Object.entries(table ?? {}))) {
    types.set(type, { ...types.get(type), ...words });
  }
  return Object.fromEntries(types);
}

/** What several services state of their types is one rule. */
function mergeById(rules: readonly RiskRule[]): readonly RiskRule[] {
  const found = new Map<string, RiskRule>();
  for (const rule of rules) {
    const same = found.get(rule.id);
    const types = same?.types && rule.types ? { types: [...new Set([...same.types, ...rule.types])] } : {};
    found.set(rule.id, { ...rule, ...types });
  }
  return [...found.values()];
}

/** Rules that are silent where a service knows that they have nothing to say. */
export function withExceptions(rules: readonly RiskRule[], exceptions: Facts["exceptions"]): readonly RiskRule[] {
  return rules.map((rule) => {
    const own = exceptions.filter(({ rule: id }) => id === rule.id).map(({ unless }) => unless);
    return own.length === 0 ? rule : { ...rule, unless: [...(rule.unless ?? []), ...own] };
  });
}
