/** The form of `terraform show -json <plan>`, as far as it is used here; unknown keys are ignored. */
import { z } from "zod";
import { JangadaError } from "../../errors";

const change = z.looseObject({
  actions: z.array(z.string()),
  before: z.unknown().optional(),
  after: z.unknown().optional(),
  after_unknown: z.unknown().optional(),
  before_sensitive: z.unknown().optional(),
  after_sensitive: z.unknown().optional(),
  replace_paths: z.array(z.array(z.union([z.string(), z.number()]))).nullish(),
  importing: z.looseObject({ id: z.string().optional() }).nullish(),
});

const resourceChange = z.looseObject({
  address: z.string(),
  previous_address: z.string().optional(),
  mode: z.enum(["managed", "data"]),
  type: z.string(),
  name: z.string(),
  provider_name: z.string().optional(),
  deposed: z.string().optional(),
  action_reason: z.string().optional(),
  change,
});

const check = z.looseObject({
  address: z.looseObject({ to_display: z.string() }),
  status: z.string(),
  instances: z
    .array(z.looseObject({ problems: z.array(z.looseObject({ message: z.string().optional() })).optional() }))
    .optional(),
});

const plan = z.looseObject({
  format_version: z.string(),
  terraform_version: z.string().default("unknown"),
  errored: z.boolean().default(false),
  timestamp: z.string().optional(),
  resource_changes: z.array(resourceChange).default([]),
  resource_drift: z.array(resourceChange).default([]),
  output_changes: z.record(z.string(), change).default({}),
  checks: z.array(check).default([]),
  variables: z.record(z.string(), z.looseObject({ value: z.unknown().optional() })).default({}),
  configuration: z
    .looseObject({
      root_module: z
        .looseObject({
          variables: z.record(z.string(), z.looseObject({ sensitive: z.boolean().optional() })).optional(),
          resources: z
            .array(z.looseObject({ address: z.string(), expressions: z.record(z.string(), z.unknown()).optional() }))
            .optional(),
        })
        .optional(),
    })
    .optional(),
});

export type RawPlan = z.output<typeof plan>;
export type RawResourceChange = z.output<typeof resourceChange>;
export type RawChange = z.output<typeof change>;

/** The one major version of the format that is understood. */
const MAJOR = "1";

/** @throws JangadaError PLAN_UNREADABLE if it is no plan, PLAN_FORMAT if it is one of another major format version */
export function parsePlan(json: unknown, place: string): RawPlan {
  const data = typeof json === "string" ? parseText(json, place) : json;
  const version = (data as { format_version?: unknown } | null)?.format_version;
  if (typeof version === "string" && version.split(".")[0] !== MAJOR) {
    throw new JangadaError({
      code: "PLAN_FORMAT",
      message: `The plan is written in format ${version}; only ${MAJOR}.x is understood.`,
      place: { file: place },
      remedy: "Use a version of Terraform or OpenTofu that this version of Jangada supports.",
    });
  }
  const parsed = plan.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw unreadable(place, `${issue?.path.join(".") || "(the whole)"}: ${issue?.message ?? ""}`);
}

function parseText(text: string, place: string): unknown {
  try {
    // A warning about the CLI's configuration may stand before the JSON.
    return JSON.parse(text.slice(Math.max(text.indexOf("{"), 0)));
  } catch {
    throw unreadable(place, "it is no JSON");
  }
}

function unreadable(place: string, what: string): JangadaError {
  return new JangadaError({
    code: "PLAN_UNREADABLE",
    message: `This is not what \`terraform show -json <plan>\` writes: ${what}.`,
    place: { file: place },
    remedy: "Make it with: terraform plan -out plan && terraform show -json plan > plan.json",
  });
}
