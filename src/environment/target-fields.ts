/** What the file's own keys take from the targets: a block for each, the places of states, the forms of names and tags. */
import { z } from "zod";
import type { StateBackendFacts, TargetFacts } from "../model/target-facts";
import { textSchema } from "../model/text-form";
import type { targets } from "../targets";
import { KEBAB_CASE } from "../model/kebab-case";

/** What the block of a target holds at the top of the file, whatever its keys are called there. */
export interface TargetBlock {
  /** Absent where the target has no accounts. */
  readonly account?: string;
  /** What else the account is known by. */
  readonly accountDetails?: Readonly<Record<string, string>>;
  readonly region: string;
  /** What the target's own fields hold, after defaults; absent where it has none. */
  readonly settings?: unknown;
  /** Who administers the cluster; absent where that is nothing that the cloud knows. */
  readonly admins?: readonly string[];
  /** Whence deployments reach what keeps keys and secrets; absent where the file says nothing, or the target has no such choice. */
  readonly deployFrom?: readonly string[];
  /** The version of the cloud's provider; absent where the file says nothing, or the target knows of one alone. */
  readonly provider?: string;
}

export const deployFromSchema = z.array(z.cidrv4({ error: "must be an IPv4 range, such as 203.0.113.0/24" }));

/** The keys under which a target's block says where: what its cloud calls an account and a region. */
export const blockKeys = ({ blockKeys: own }: Pick<TargetFacts, "blockKeys">) =>
  ({ account: own?.account ?? "account", region: own?.region ?? "region" }) as const;

/** @param chosen whether the environment is deployed there: then the block is needed, and the region has to be known */
export function targetBlock(facts: TargetFacts, chosen: boolean): z.ZodType {
  const { account, accountDetails = {}, region, fields = {}, principal, deployFrom, providerVersion } = facts;
  const keys = blockKeys(facts);
  // Of a region that is none, the check of the chosen target tells which there are.
  const regionText = chosen && region.known ? z.string() : textSchema(region);
  const block = z.strictObject({
    ...(account ? { [keys.account]: textSchema(account).describe(account.description) } : {}),
    ...Object.fromEntries(
      Object.entries(accountDetails).map(([key, form]) => [key, textSchema(form).describe(form.description)]),
    ),
    [keys.region]: regionText.describe(region.description),
    ...fields,
    ...(principal ? { admins: z.array(textSchema(principal)).default([]).describe(principal.description) } : {}),
    ...(deployFrom ? { deployFrom: deployFromSchema.optional().describe(deployFrom.description) } : {}),
    ...(providerVersion
      ? { provider: textSchema(providerVersion).optional().describe(providerVersion.description) }
      : {}),
  });
  return (chosen ? block : block.optional()).describe(`Where on ${facts.title} the environment lives.`);
}

type KeyOf<F, K extends "account" | "region"> = F extends {
  readonly blockKeys: { readonly [Key in K]: infer Name extends string };
}
  ? Name
  : K;
type DetailsOf<F> = F extends { readonly accountDetails: infer Details } ? keyof Details & string : never;

/** The same as a person writes it, by the target's own keys. */
export type TargetBlockInput<F> = { readonly [Key in KeyOf<F, "region">]: string } & {
  readonly [Key in F extends { readonly account: unknown } ? KeyOf<F, "account"> | DetailsOf<F> : never]: string;
} & Pick<TargetBlock, "admins"> &
  (F extends { readonly deployFrom: unknown } ? Pick<TargetBlock, "deployFrom"> : unknown) &
  (F extends { readonly providerVersion: unknown } ? Pick<TargetBlock, "provider"> : unknown);

/** A place of states by its name in the file, with what the file says of it. */
type BackendInput<B> = B extends { readonly name: infer Name; readonly fields: infer Fields extends z.ZodRawShape }
  ? { readonly backend: Name } & Readonly<z.output<z.ZodObject<Fields>>>
  : never;

export type StateBackend =
  | { readonly backend: "local"; readonly path?: string | undefined }
  | BackendInput<(typeof targets)[number]["stateBackends"][number]>;

const local = z.strictObject({
  backend: z.literal("local").describe("Folder of this machine."),
  path: z
    .string()
    .min(1)
    .optional()
    .describe("Folder of the state files, relative to the project's root. Default: the root."),
});

/** Whichever target is chosen: states may be kept elsewhere than where the cluster runs. */
export function stateSchema(targets: readonly TargetFacts[]): z.ZodType<StateBackend, StateBackend> {
  const shared = targets.flatMap(({ stateBackends }) =>
    stateBackends.map(({ name, title, fields }: StateBackendFacts) =>
      z.strictObject({ backend: z.literal(name).describe(`${title}.`), ...fields }),
    ),
  );
  return z
    .discriminatedUnion("backend", [local, ...shared])
    .describe(
      "Where Terraform's state is kept. What several people share locks it, always. Default: local.",
    ) as unknown as z.ZodType<StateBackend, StateBackend>;
}

/** What holds of names and tags where the environment is deployed; if that is not known, only what every target wants. */
export function formsOf(targets: readonly TargetFacts[], chosen: TargetFacts | undefined) {
  const of = chosen ? [chosen] : targets;
  const longest = Math.min(...of.map(({ names }) => names.environment));
  const [only] = of.length === 1 ? of : [];
  const key = only ? textSchema(only.tags.key) : z.string();
  const value = only ? textSchema(only.tags.value) : z.string();
  return {
    name: z
      .string()
      .regex(KEBAB_CASE, {
        error:
          "must be kebab-case: lower-case letters and digits, words joined by single hyphens, beginning with a letter",
      })
      .max(longest)
      .describe(
        `Name of the environment, the same as its folder's: kebab-case, at most ${longest} characters. Every physical name begins with it.`,
      ),
    owner: (only
      ? z.string().regex(only.tags.value.pattern, { error: "must be a name or address that a tag can carry" })
      : z.string()
    )
      .min(1)
      .describe("The team or person who answers for it; a tag of everything."),
    tags: z
      .record(key, value)
      .describe(
        "Tags of everything that can carry them, for the bill: costCenter, project, … `environment`, `owner` and `managedBy` are set already.",
      ),
  };
}
