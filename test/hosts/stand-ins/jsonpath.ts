/** The part of kubectl's JSONPath that the stages use: fields, indices, `[*]`, `[?(@.a=="b")]`, `{range}…{end}`, texts in quotes. */

type Step = (values: readonly unknown[]) => readonly unknown[];

/** @throws Error where an expression is of another form, so that no stage relies on what is not looked at */
export function evaluate(expression: string, value: unknown): readonly unknown[] {
  let rest = expression.replace(/^\$/, "");
  let values: readonly unknown[] = [value];
  while (rest !== "") {
    const [step, length] = nextStep(rest);
    values = step(values);
    rest = rest.slice(length);
  }
  return values;
}

const field = (value: unknown, key: string): readonly unknown[] => {
  const found = value !== null && typeof value === "object" ? (value as Record<string, unknown>)[key] : undefined;
  return found === undefined ? [] : [found];
};
const items = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as readonly unknown[]) : []);

function nextStep(text: string): readonly [Step, number] {
  const all = /^\[\*\]/.exec(text);
  if (all) return [(values) => values.flatMap(items), all[0].length];
  const index = /^\[(\d+)\]/.exec(text);
  if (index)
    return [
      (values) => values.flatMap((value) => items(value).slice(Number(index[1]), Number(index[1]) + 1)),
      index[0].length,
    ];
  const filter = /^\[\?\(@\.([A-Za-z.]+)=="([^"]*)"\)\]/.exec(text);
  if (filter) {
    const [whole, path = "", wanted] = filter;
    const fits = (value: unknown): boolean => String(evaluate(`.${path}`, value)[0]) === wanted;
    return [(values) => values.flatMap(items).filter(fits), whole.length];
  }
  const name = /^\.((?:\\.|[A-Za-z0-9_/-])+)/.exec(text);
  if (name)
    return [(values) => values.flatMap((value) => field(value, (name[1] ?? "").replaceAll("\\", ""))), name[0].length];
  throw new Error(`error: error parsing jsonpath ${text}`);
}

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

export function template(text: string, value: unknown): string {
  const range = /\{range ([^}]+)\}([\s\S]*?)\{end\}/.exec(text);
  if (range) {
    const [whole, path = "", body = ""] = range;
    const before = template(text.slice(0, range.index), value);
    const each = evaluate(path, value).map((item) => template(body, item));
    return before + each.join("") + template(text.slice(range.index + whole.length), value);
  }
  return text.replaceAll(/\{([^}]*)\}/g, (_, inner: string) => {
    const literal = /^"(.*)"$/.exec(inner);
    if (literal) return (literal[1] ?? "").replaceAll("\\n", "\n").replaceAll("\\t", "\t");
    return evaluate(inner, value).map(shown).join(" ");
  });
}

/** `A:.metadata.name,B:…`, without headers. */
export function columns(text: string, all: readonly unknown[]): string {
  const paths = text.split(/,(?=[A-Z]+:)/).map((column) => column.slice(column.indexOf(":") + 1));
  const line = (item: unknown): string =>
    paths
      .map((path) => {
        const found = evaluate(path, item);
        return found.length === 0 ? "<none>" : found.map(shown).join(",");
      })
      .join("   ");
  return all.map((item) => `${line(item)}\n`).join("");
}
