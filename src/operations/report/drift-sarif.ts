/** A drift check as SARIF 2.1.0: each finding at the line of the environment file that it comes from. */
import type { DriftFinding, DriftResult, IgnoredDifference, UnmanagedObject } from "../drift/drift-result";
import { type CheckedHost, describeDifferences } from "../drift/hosts";
import { worst } from "../risk";
import { describeAttribute, describeFinding } from "./drift-words";
import { INFORMATION, LEVELS, location, SARIF_SCHEMA } from "./sarif";

const RULES = [
  {
    id: "drift/changed",
    name: "ChangedOutside",
    text: "Changed outside",
    full: "Something in the real world differs from what the last apply left.",
  },
  {
    id: "drift/deleted",
    name: "DeletedOutside",
    text: "Deleted outside",
    full: "Something that the last apply left is gone.",
  },
  {
    id: "drift/host",
    name: "HostDiffers",
    text: "A host is not as it was left",
    full: "Files, packages or services of a host differ from what the last apply left there.",
  },
  {
    id: "drift/unmanaged",
    name: "InNoState",
    text: "In no state",
    full: "Something is there under the environment's tags, and no state knows it.",
  },
  {
    id: "drift/ignore-entry",
    name: "StaleIgnoreEntry",
    text: "An entry of ignoreDrift does nothing",
    full: "An entry of the environment file's ignoreDrift is expired, or nothing needs it.",
  },
  {
    id: "drift/not-checked",
    name: "NotChecked",
    text: "The stack could not be checked",
    full: "Terraform could not look at the stack, so nothing is known of it.",
  },
] as const;

type RuleId = (typeof RULES)[number]["id"];

interface SarifResult {
  readonly ruleId: RuleId;
  readonly [property: string]: unknown;
}

export function renderDriftSarif(result: DriftResult): object {
  const results = [
    ...result.findings.map(finding),
    ...result.hosts.filter(({ outcome }) => outcome === "differs").map(differingHost),
    ...result.hosts.flatMap(ignoredOfHost),
    ...result.ignored.map(ignored),
    ...(result.unmanaged.state === "checked" ? result.unmanaged.objects.map(unmanaged) : []),
    ...result.staleEntries.map(({ environment, state, entry, place }) =>
      make("drift/ignore-entry", "warning", {
        text: `${environment}: the entry of ignoreDrift for ${entry.address} is ${state === "expired" ? `expired since ${entry.expires}` : "not needed"}.`,
        at: location(place.file, place.line, place.column, place.path),
        key: `${environment}/${place.path}/${state}`,
      }),
    ),
    ...result.problems.map(({ code, message, place }) =>
      make("drift/not-checked", "error", {
        text: message,
        at: location(place?.file, place?.line, place?.column, place?.address ?? code),
        key: `${code}/${place?.address ?? ""}`,
      }),
    ),
  ];
  const used = RULES.filter(({ id }) => results.some(({ ruleId }) => ruleId === id));
  const rules = used.map(({ id, name, text, full }) => ({
    id,
    name,
    shortDescription: { text },
    fullDescription: { text: full },
    defaultConfiguration: { level: "warning" },
  }));
  return {
    $schema: SARIF_SCHEMA,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "jangada drift", informationUri: INFORMATION, rules } },
        automationDetails: { id: "jangada-drift/" },
        columnKind: "utf16CodeUnits",
        // Without it, a run that could not look looks like one that found nothing.
        invocations: [
          {
            executionSuccessful: result.ok,
            toolExecutionNotifications:
              result.unmanaged.state === "unchecked"
                ? [{ level: "note", message: { text: `Unmanaged objects are not judged. ${result.unmanaged.reason}` } }]
                : [],
          },
        ],
        results,
        properties: { verdict: result.verdict },
      },
    ],
  };
}

interface Content {
  readonly text: string;
  readonly at: object;
  readonly key: string;
}

function make(ruleId: RuleId, level: string, { text, at, key }: Content): SarifResult {
  return { ruleId, level, message: { text }, locations: [at], partialFingerprints: { "jangadaDrift/v1": key } };
}

function finding(found: DriftFinding): SarifResult {
  const { kind, environment, stack, address, source, severities } = found;
  const risk = worst(severities.map((severity) => severity.risk));
  // Drift is at least worth a warning, whatever no rule knows of it.
  const level = LEVELS[risk] === "error" ? "error" : "warning";
  return make(kind === "deleted" ? "drift/deleted" : "drift/changed", level, {
    text: describeFinding(found),
    at: location(source?.file, source?.line, source?.column, `${stack}: ${address}`),
    key: `${environment}/${address}/${kind}`,
  });
}

function ignored({ kind, environment, stack, address, source, attribute, reason }: IgnoredDifference): SarifResult {
  const what = attribute ? describeAttribute(attribute) : "deleted outside";
  return {
    ...make(kind === "deleted" ? "drift/deleted" : "drift/changed", "note", {
      text: `${environment}: ${address}: ${what}`,
      at: location(source?.file, source?.line, source?.column, `${stack}: ${address}`),
      key: `${environment}/${address}/${attribute?.path ?? kind}`,
    }),
    suppressions: [{ kind: "external", justification: reason }],
  };
}

function differingHost(host: CheckedHost): SarifResult {
  const { environment, name } = host;
  return make("drift/host", "warning", {
    text: `${environment}: the host ${name} differs: ${describeDifferences(host).join(", ")}.`,
    at: location(undefined, undefined, undefined, `${environment}: ${name}`),
    key: `${environment}/${name}`,
  });
}

function ignoredOfHost({ environment, name, ignored: letBe }: CheckedHost): readonly SarifResult[] {
  return letBe.map(({ stage, what, reason }) => ({
    ...make("drift/host", "note", {
      text: `${environment}: the host ${name} differs: ${stage}: ${what}`,
      at: location(undefined, undefined, undefined, `${environment}: ${name}`),
      key: `${environment}/${name}/${stage}/${what}`,
    }),
    suppressions: [{ kind: "external", justification: reason }],
  }));
}

function unmanaged({ environment, type, id }: UnmanagedObject): SarifResult {
  return make("drift/unmanaged", "warning", {
    text: `${environment}: ${type}/${id} is in no state.`,
    at: location(undefined, undefined, undefined, `${type}/${id}`),
    key: `${environment}/${type}/${id}`,
  });
}
