/** What keeps a fix from undoing exactly what was named, and nothing else. */
import { nearest } from "../../environment/nearest";
import type { Problem } from "../../errors";
import type { Facts } from "../../model/resource-facts";
import { type ResourceChange, UNKNOWN } from "../plan-model";
import { noiseExcuse } from "../drift-noise/noise";
import { BLIND } from "./hosts";
import type { IgnoreEntries } from "./ignore";
import { whyIrreversible } from "./irreversible";

type Drift = readonly ResourceChange[];

export interface PlannedFix {
  /** What was named. */
  readonly addresses: readonly string[];
  /** Those of them that change because others are made anew: whatever they become follows from that. @default none */
  readonly along?: readonly string[];
  /** What the targeted plan would change. */
  readonly changes: readonly ResourceChange[];
  /** What it found changed outside. */
  readonly drift: Drift;
  readonly entries: IgnoreEntries | undefined;
}

/** FIX_NOTHING, FIX_IMPOSSIBLE, FIX_NOT_ALONE, FIX_HIDES, FIX_NOT_EXACT; none if the plan does what was asked. */
export function fixRefusals(
  { addresses, along = [], changes, drift, entries }: PlannedFix,
  facts: Facts,
): readonly Problem[] {
  return [
    ...addresses.flatMap((address) => nothingToFix(address, changes, drift)),
    ...changes.flatMap((change) => impossible(change, facts)),
    ...notAlone(addresses, changes),
    ...hidden(addresses, changes, drift, entries, facts),
    ...changes
      .filter(({ address }) => addresses.includes(address) && !along.includes(address))
      .flatMap((change) => notExact(change, drift)),
  ];
}

function nothingToFix(address: string, changes: readonly ResourceChange[], drift: Drift): readonly Problem[] {
  if (changes.some((change) => change.address === address)) return [];
  const drifted = drift.some((change) => change.address === address);
  if (address.startsWith(`${BLIND}.`)) return [unseen(address)];
  return [
    {
      code: "FIX_NOTHING",
      message: drifted
        ? `What differs in ${address} is held by nothing in the configuration: there is nothing to put back.`
        : `${address} is as the last apply left it.`,
      place: { address },
      ...(drifted ? { remedy: "Let it be, by an entry under ignoreDrift." } : {}),
    },
  ];
}

/** To say that it is as it was left would be a guess. */
const unseen = (address: string): Problem => ({
  code: "FIX_NOTHING",
  message: `What ${address} did on its host, no plan sees: there is nothing that could be put back by it.`,
  place: { address },
  remedy: "`jangada drift` asks the hosts themselves, and says what puts them back: --fix host.<name>.",
});

/** Refused by the cloud anyway; but by then Terraform has noted the real value in its state, and the drift is forgotten. */
function impossible(change: ResourceChange, facts: Facts): readonly Problem[] {
  return change.attributes.flatMap((attribute): readonly Problem[] => {
    const reason = whyIrreversible(change, attribute, attribute.before, attribute.after, facts);
    if (reason === undefined) return [];
    return [
      {
        code: "FIX_IMPOSSIBLE",
        message: `${attribute.path} of ${change.address} cannot be put back: ${reason}`,
        place: { address: change.address },
        remedy: "Take the real value over into the environment file; `jangada drift` shows the lines.",
      },
    ];
  });
}

/** A targeted plan takes along what the target depends on. */
function notAlone(addresses: readonly string[], changes: readonly ResourceChange[]): readonly Problem[] {
  const others = changes.map(({ address }) => address).filter((address) => !addresses.includes(address));
  if (others.length === 0) return [];
  return [
    {
      code: "FIX_NOT_ALONE",
      message: `Terraform would change with it what it depends on: ${others.join(", ")}.`,
      remedy: `Put those back first, or all together: ${[...addresses, ...others].map((address) => `--fix '${address}'`).join(" ")}`,
    },
  ];
}

/**
 * Applying notes in the state whatever was read for the plan. Of what the target depends on, that would be forgotten as
 * drift.
 */
function hidden(
  addresses: readonly string[],
  changes: readonly ResourceChange[],
  drift: Drift,
  entries: IgnoreEntries | undefined,
  facts: Facts,
): readonly Problem[] {
  const planned = changes.map(({ address }) => address);
  return drift
    .filter(({ address, action }) => action !== "no-op" && !addresses.includes(address) && !planned.includes(address))
    .flatMap((change): readonly Problem[] => {
      const visible = change.attributes.filter(
        (attribute) => !noiseExcuse(attribute, change, [], facts) && !entries?.excuse(change.address, attribute.path),
      );
      if (visible.length === 0) return [];
      return [
        {
          code: "FIX_HIDES",
          message: `With it Terraform would note in its state what changed outside in ${change.address}: ${visible.map(({ path: inner }) => inner).join(", ")}. It would not be told as drift any more.`,
          place: { address: change.address },
          remedy: "Put that right first, or let it be by an entry under ignoreDrift.",
        },
      ];
    });
}

/** What the plan makes of it must be what the state said before: else configuration that is not applied yet goes along. */
function notExact(change: ResourceChange, drift: Drift): readonly Problem[] {
  const drifted = drift.find(({ address }) => address === change.address);
  // What is gone is made anew, by the configuration as it is.
  if (change.action === "create" && drifted?.action === "delete") return [];
  const names = [...new Set(change.attributes.map(({ path: inner }) => /^[^.[]+/.exec(inner)?.[0] ?? inner))];
  const foreign = names.filter((name) => !agrees(change.after?.[name], drifted?.before?.[name]));
  if (foreign.length === 0) return [];
  return [
    {
      code: "FIX_NOT_EXACT",
      message: `Putting ${change.address} back would apply configuration along that is not applied yet: ${foreign.join(", ")}.`,
      place: { address: change.address },
      remedy: "Deploy the configuration, or go back to the configuration that is deployed, and fix then.",
    },
  ];
}

function agrees(planned: unknown, state: unknown): boolean {
  if (planned === UNKNOWN) return true;
  if (isMap(planned) && isMap(state)) {
    return [...new Set([...Object.keys(planned), ...Object.keys(state)])].every((key) =>
      agrees(planned[key], state[key]),
    );
  }
  if (Array.isArray(planned) && Array.isArray(state)) {
    return planned.length === state.length && planned.every((entry, index) => agrees(entry, state[index]));
  }
  return (planned ?? null) === (state ?? null);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function noSuchAddress(address: string, known: readonly string[]): Problem {
  const meant = nearest(address, known);
  return {
    code: "NO_SUCH_ADDRESS",
    message: `No state of the environment holds '${address}'.`,
    remedy: meant ? `Did you mean '${meant}'?` : "Give an address as `jangada drift` shows it, in quotes.",
  };
}
