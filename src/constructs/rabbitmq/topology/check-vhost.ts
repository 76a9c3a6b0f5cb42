/** Checks of what is in a virtual host: names, and what refers to what. */
import type { SectionProblem } from "../../../model/component";
import { checkQueue } from "./check-queue";
import { isReservedByAmqp, PREDECLARED_EXCHANGES } from "./names";
import { checkDefinition } from "./policy-keys";
import { checkPattern, type Path, twice, unknown } from "./problems";
import type { BindingSection, VhostSection } from "./section";

const MATCHES: readonly unknown[] = ["all", "any", "all-with-x", "any-with-x"];

export function checkVhost(vhost: VhostSection, path: Path): readonly SectionProblem[] {
  const { name, exchanges, queues, bindings, policies } = vhost;
  const inside = `in the virtual host '${name}' called`;
  const unique = (list: readonly { readonly name: string }[], key: string, what: string): readonly SectionProblem[] =>
    twice(list, [...path, key], (entry) => entry.name, {
      what: `${what} ${inside}`,
      at: "name",
      remedy: "Keep one of them, or give it another name.",
    });
  return [
    ...unique(exchanges, "exchanges", "exchanges"),
    ...unique(queues, "queues", "queues"),
    ...unique(policies, "policies", "policies"),
    ...reserved(exchanges, [...path, "exchanges"], "exchange"),
    ...reserved(queues, [...path, "queues"], "queue"),
    ...exchanges.flatMap(({ alternateExchange }, index) =>
      alternateExchange === undefined
        ? []
        : exchangeProblems(vhost, alternateExchange, [...path, "exchanges", index, "alternateExchange"]),
    ),
    ...queues.flatMap((queue, index) => {
      const at = [...path, "queues", index];
      const { deadLetterExchange } = queue;
      return [
        ...checkQueue(queue, at),
        ...(deadLetterExchange === undefined
          ? []
          : exchangeProblems(vhost, deadLetterExchange, [...at, "deadLetterExchange"])),
      ];
    }),
    ...twice(bindings, [...path, "bindings"], bindingText, {
      what: `bindings ${inside}`,
      at: "",
      remedy: "Keep one of them: a second one does nothing.",
    }),
    ...bindings.flatMap((binding, index) => bindingProblems(vhost, binding, [...path, "bindings", index])),
    ...policies.flatMap((policy, index) => {
      const at = [...path, "policies", index];
      return [
        ...checkPattern(policy.pattern, [...at, "pattern"]),
        ...checkDefinition(policy, [...at, "definition"]),
        ...["dead-letter-exchange", "alternate-exchange"].flatMap((key) => {
          const exchange = policy.definition[key];
          return typeof exchange === "string" ? exchangeProblems(vhost, exchange, [...at, "definition", key]) : [];
        }),
      ];
    }),
  ];
}

/** An exchange's type, of those in the file and those that are always there; undefined if there is none. */
export function exchangeType({ exchanges }: Pick<VhostSection, "exchanges">, name: string): string | undefined {
  const written = exchanges.find((exchange) => exchange.name === name)?.type;
  return written ?? (Object.hasOwn(PREDECLARED_EXCHANGES, name) ? PREDECLARED_EXCHANGES[name] : undefined);
}

/** Every way in which two bindings can differ. */
export function bindingText({
  source,
  destinationType,
  destination,
  routingKey,
  arguments: given,
}: BindingSection): string {
  const sorted = Object.entries(given).sort(([a], [b]) => (a < b ? -1 : 1));
  const key = routingKey === "" ? "" : ` (${routingKey})`;
  return `${source} -> ${destinationType} ${destination}${key}${sorted.length > 0 ? ` ${JSON.stringify(sorted)}` : ""}`;
}

function exchangeProblems(vhost: VhostSection, name: string, path: Path): readonly SectionProblem[] {
  if (exchangeType(vhost, name) !== undefined) return [];
  const known = [...vhost.exchanges.map((exchange) => exchange.name), ...Object.keys(PREDECLARED_EXCHANGES)];
  return [unknown(path, `exchange in the virtual host '${vhost.name}' called`, name, known)];
}

function reserved(list: readonly { readonly name: string }[], path: Path, what: string): readonly SectionProblem[] {
  return list.flatMap(({ name }, index): SectionProblem[] =>
    isReservedByAmqp(name)
      ? [
          {
            path: [...path, index, "name"],
            code: "RABBITMQ_NAME_RESERVED",
            message: `The ${what} '${name}' cannot be declared: names that begin with 'amq.' are RabbitMQ's own.`,
            remedy:
              what === "exchange"
                ? `Give it another name. Those that are always there can be used as they are: ${Object.keys(PREDECLARED_EXCHANGES).join(", ")}.`
                : "Give it another name.",
          },
        ]
      : [],
  );
}

function bindingProblems(vhost: VhostSection, binding: BindingSection, path: Path): readonly SectionProblem[] {
  const { source, destination, destinationType, arguments: given } = binding;
  const queues = vhost.queues.map(({ name }) => name);
  const matched = given["x-match"];
  return [
    ...exchangeProblems(vhost, source, [...path, "source"]),
    ...(destinationType === "exchange"
      ? exchangeProblems(vhost, destination, [...path, "destination"])
      : queues.includes(destination)
        ? []
        : [unknown([...path, "destination"], `queue in the virtual host '${vhost.name}' called`, destination, queues)]),
    ...(exchangeType(vhost, source) === "headers" && matched !== undefined && !MATCHES.includes(matched)
      ? [
          {
            path: [...path, "arguments", "x-match"],
            code: "RABBITMQ_BINDING_ARGUMENT",
            message: `'x-match' cannot be ${JSON.stringify(matched)}: one of ${MATCHES.join(", ")}.`,
          },
        ]
      : []),
  ];
}
