/** What a policy can set, of which type, and for what: rabbitmq.com/docs/parameters, "Policies", and the pages of each feature. */
import type { SectionProblem } from "../../../model/component";
import { OVERFLOWS, type QueueType } from "./queue-arguments";
import type { Path } from "./problems";
import type { APPLY_TO } from "./section";

type ApplyTo = (typeof APPLY_TO)[number];
type Kind = QueueType | "exchange";

interface PolicyKey {
  readonly kinds: readonly Kind[];
  /** What it takes. */
  readonly takes: "count" | "positive" | "text" | "age" | readonly string[];
}

const QUEUES: readonly Kind[] = ["quorum", "classic"];
const EVERY_QUEUE: readonly Kind[] = ["quorum", "classic", "stream"];

export const POLICY_KEYS: Readonly<Record<string, PolicyKey>> = {
  "alternate-exchange": { kinds: ["exchange"], takes: "text" },
  "consumer-timeout": { kinds: QUEUES, takes: "count" },
  "dead-letter-exchange": { kinds: QUEUES, takes: "text" },
  "dead-letter-routing-key": { kinds: QUEUES, takes: "text" },
  "dead-letter-strategy": { kinds: ["quorum"], takes: ["at-most-once", "at-least-once"] },
  "delivery-limit": { kinds: ["quorum"], takes: "count" },
  expires: { kinds: QUEUES, takes: "positive" },
  "federation-upstream": { kinds: ["exchange", ...QUEUES], takes: "text" },
  "federation-upstream-pattern": { kinds: ["exchange", ...QUEUES], takes: "text" },
  "federation-upstream-set": { kinds: ["exchange", ...QUEUES], takes: "text" },
  "initial-cluster-size": { kinds: ["stream"], takes: "positive" },
  "max-age": { kinds: ["stream"], takes: "age" },
  "max-length": { kinds: QUEUES, takes: "count" },
  "max-length-bytes": { kinds: EVERY_QUEUE, takes: "count" },
  "message-ttl": { kinds: QUEUES, takes: "count" },
  overflow: { kinds: QUEUES, takes: OVERFLOWS },
  "queue-leader-locator": { kinds: EVERY_QUEUE, takes: ["client-local", "balanced"] },
  "queue-version": { kinds: ["classic"], takes: "positive" },
  "stream-filter-size-bytes": { kinds: ["stream"], takes: "positive" },
  "stream-max-segment-size-bytes": { kinds: ["stream"], takes: "positive" },
  "target-group-size": { kinds: ["quorum"], takes: "positive" },
};

/** Of mirrored queues, which went with RabbitMQ 4.0 (rabbitmq.com/docs/ha). */
const MIRRORING = /^ha-/;

const KINDS_OF: Readonly<Record<ApplyTo, readonly Kind[]>> = {
  queues: EVERY_QUEUE,
  classic_queues: ["classic"],
  quorum_queues: ["quorum"],
  streams: ["stream"],
  exchanges: ["exchange"],
  all: [...EVERY_QUEUE, "exchange"],
};

type Value = string | number | boolean;

export function checkDefinition(
  { definition, applyTo }: { readonly definition: Readonly<Record<string, Value>>; readonly applyTo: ApplyTo },
  path: Path,
): readonly SectionProblem[] {
  return Object.entries(definition).flatMap(([key, value]): SectionProblem[] => {
    const known = Object.hasOwn(POLICY_KEYS, key) ? POLICY_KEYS[key] : undefined;
    if (!known) return [unknownKey(key, [...path, key])];
    if (!known.kinds.some((kind) => KINDS_OF[applyTo].includes(kind))) {
      return [
        {
          path: [...path, key],
          at: "key",
          code: "RABBITMQ_POLICY_KEY",
          message: `A policy that applies to '${applyTo}' does nothing with '${key}'.`,
          remedy: `It is for: ${known.kinds.join(", ")}. Change 'applyTo', or take it out.`,
        },
      ];
    }
    const wanted = wants(known.takes, value);
    if (wanted === undefined) return [];
    return [
      {
        path: [...path, key],
        code: "RABBITMQ_POLICY_VALUE",
        message: `'${key}' cannot be ${JSON.stringify(value)}: ${wanted}.`,
      },
    ];
  });
}

function unknownKey(key: string, path: Path): SectionProblem {
  const mirroring = MIRRORING.test(key);
  return {
    path,
    at: "key",
    code: "RABBITMQ_POLICY_KEY",
    message: mirroring
      ? `'${key}' is of mirrored queues, which RabbitMQ has no more.`
      : `No policy knows the key '${key}'.`,
    remedy: mirroring
      ? "Take it out: queues are quorum queues, which are replicated by themselves."
      : `Known are: ${Object.keys(POLICY_KEYS).join(", ")}.`,
  };
}

/** What it should be; undefined if it is. */
function wants(takes: PolicyKey["takes"], value: Value): string | undefined {
  if (takes === "text") return typeof value === "string" && value !== "" ? undefined : "a text";
  if (takes === "age") {
    return typeof value === "string" && /^[1-9]\d*[YMDhms]$/.test(value)
      ? undefined
      : "a number and one of Y, M, D, h, m, s";
  }
  if (typeof takes !== "string") {
    return typeof value === "string" && takes.includes(value) ? undefined : `one of ${takes.join(", ")}`;
  }
  const least = takes === "positive" ? 1 : 0;
  return Number.isSafeInteger(value) && (value as number) >= least ? undefined : `a whole number from ${least}`;
}
