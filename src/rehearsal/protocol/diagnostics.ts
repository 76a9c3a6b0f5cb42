/** Diagnostics on their way to Terraform. */
import { formatPlace, JangadaError } from "../../errors";
import type { ProviderSchemaFile } from "../../schemas/provider-schema";
import type { Diagnostic, PathStep } from "./handlers";
import type { WireDiagnostic, WirePath } from "./wire";

const SEVERITY = { error: 1, warning: 2 } as const;

export function toWireDiagnostics(diagnostics: readonly Diagnostic[]): WireDiagnostic[] {
  return diagnostics.map(({ severity, summary, detail, path }) => ({
    severity: SEVERITY[severity],
    summary,
    ...(detail === undefined ? {} : { detail }),
    ...(path && path.length > 0 ? { attribute: toWirePath(path) } : {}),
  }));
}

export function toWirePath(path: readonly PathStep[]): WirePath {
  return {
    steps: path.map((step) => {
      if ("attribute" in step) return { attribute_name: step.attribute };
      if ("key" in step) return { element_key_string: step.key };
      return { element_key_int: step.index };
    }),
  };
}

/** Codes of values that do not fit their type: on the way out it is the rehearsal itself that made them. */
const OWN_FAULTS: readonly string[] = ["REHEARSAL_VALUE", "REHEARSAL_TYPE", "REHEARSAL_NUMBER"];

/**
 * An exception as diagnostics. What a user can put right reads as it stands; anything else is the rehearsal's own fault
 * and says so, with where it happened.
 * @param during the request that was being answered
 */
export function fromException(error: unknown, during: string): Diagnostic[] {
  if (JangadaError.is(error)) {
    return error.problems.map(({ message, place, remedy, code }) => ({
      severity: "error",
      summary: OWN_FAULTS.includes(code) ? `internal error of the rehearsal: ${message}` : message,
      detail: [`${during} [${code}]`, place ? formatPlace(place) : "", remedy ?? ""].filter(Boolean).join("\n"),
    }));
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  return [
    {
      severity: "error",
      summary: `internal error of the rehearsal: ${message}`,
      detail: `${during}\n${stack}`.trimEnd(),
    },
  ];
}

export type Kind = "resource type" | "data source" | "ephemeral resource type";

/** For a type outside the provider's schema. */
export function unknownType(schema: ProviderSchemaFile, kind: Kind, type: string): Diagnostic {
  return {
    severity: "error",
    summary: `The provider hashicorp/${schema.provider} ${schema.version} has no ${kind} "${type}"`,
    detail:
      `The rehearsal serves hashicorp/${schema.provider} with the schema of version ${schema.version}, which does not know ` +
      `"${type}". Check its spelling, and whether it belongs to another version or another provider.`,
  };
}

/** For what a provider can do and the rehearsal does not simulate. */
export function notSimulated(schema: ProviderSchemaFile, what: string): Diagnostic {
  return {
    severity: "error",
    summary: `The rehearsal does not simulate ${what} of hashicorp/${schema.provider}`,
    detail: "It simulates managed resources and data sources only.",
  };
}
