/** From what a stack's plans say to findings, and to what is let be. */
import type { Siblings } from "../../model/drift-facts";
import type { Facts } from "../../model/resource-facts";
import type { AttributeChange, ResourceChange } from "../plan-model";
import { assess } from "../risk";
import type { StackCheck } from "./check-stack";
import { type Excuse, noiseExcuse } from "../drift-noise/noise";
import type { IgnoreEntries } from "./ignore";
import type {
  DriftedAttribute,
  DriftFinding,
  IgnoredDifference,
  PendingChange,
  Remedies,
  Severity,
} from "./drift-result";
import { undriftedSiblings } from "../drift-noise/siblings";

export interface Sorted {
  readonly findings: readonly DriftFinding[];
  readonly ignored: readonly IgnoredDifference[];
}

/** Tells what to do about the attributes of a drifted resource. */
export type Advise = (change: ResourceChange, attributes: readonly AttributeChange[], siblings: Siblings) => Remedies;

export function sortDrift(check: StackCheck, entries: IgnoreEntries, advise: Advise, facts: Facts): Sorted {
  const findings: DriftFinding[] = [];
  const ignored: IgnoredDifference[] = [];
  for (const change of check.drift) {
    if (change.action === "no-op" || change.mode === "data") continue;
    const place = placeOf(check, change);
    if (change.action === "delete" || change.action === "forget") {
      const excuse = entries.excuse(change.address, undefined);
      if (excuse) ignored.push({ ...place, kind: "deleted", ...excuse });
      else
        findings.push({ ...place, kind: "deleted", attributes: [], ...assessmentOf(change, [], check, advise, facts) });
      continue;
    }
    const unexplained: AttributeChange[] = [];
    for (const attribute of withoutRepeats(change.attributes)) {
      const excuse: Excuse | undefined =
        noiseExcuse(attribute, change, check.siblings, facts) ?? entries.excuse(change.address, attribute.path);
      if (excuse) ignored.push({ ...place, kind: "changed", attribute: driftedAttribute(attribute), ...excuse });
      else unexplained.push(attribute);
    }
    if (unexplained.length === 0) continue;
    findings.push({
      ...place,
      kind: "changed",
      attributes: unexplained.map(driftedAttribute),
      ...assessmentOf(change, unexplained, check, advise, facts),
    });
  }
  return { findings, ignored };
}

export function pendingOf(check: StackCheck): readonly PendingChange[] {
  return check.pending.map((change) => ({
    ...placeOf(check, change),
    action: change.action,
    attributes: change.attributes,
  }));
}

function assessmentOf(
  change: ResourceChange,
  attributes: readonly AttributeChange[],
  check: StackCheck,
  advise: Advise,
  facts: Facts,
): { readonly severities: readonly Severity[]; readonly remedies: Remedies } {
  // Rules look at whole objects: of what is let be, nothing is new to them.
  const assessed = assess(
    { ...change, attributes },
    { changes: check.drift, standing: undriftedSiblings(check.siblings, check.drift, facts) },
    facts,
  );
  // That something else does no harm is nothing to tell beside what does.
  const harmful = assessed.filter(({ risk }) => risk !== "none");
  const severities = (harmful.length > 0 ? harmful : assessed).map(({ risk, rule, reason }): Severity => ({
    risk,
    rule,
    reason,
  }));
  return {
    severities: severities.length > 0 ? severities : [{ risk: "none", reason: "No rule knows of a risk." }],
    remedies: advise(change, attributes, check.siblings),
  };
}

/** The provider tells the tags twice. */
function withoutRepeats(attributes: readonly AttributeChange[]): readonly AttributeChange[] {
  const paths = new Set(attributes.map(({ path }) => path));
  return attributes.filter(({ path }) => !path.startsWith("tags_all") || !paths.has(path.replace("tags_all", "tags")));
}

function driftedAttribute({ path, before, after, sensitive }: AttributeChange): DriftedAttribute {
  return {
    path,
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    sensitive,
  };
}

function placeOf({ stack }: StackCheck, { component, address, type, source }: ResourceChange) {
  return {
    environment: stack.environment,
    stack: stack.name,
    component,
    address,
    type,
    ...(source ? { source } : {}),
  };
}
