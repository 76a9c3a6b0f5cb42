/** What a change of MinIO's servers puts at risk: told by the objects of their release. */
import type { ResourceChange, Value } from "../../../../model/plan";
import { valuesAt } from "../../../../model/plan-values";
import type { ServiceFacts } from "../../../../model/resource-facts";
import { type Condition, type Judgement, NOT_HELD } from "../../../../model/risk";
import { OBJECTS_NAMESPACE } from "../endpoint/names";
import { releaseRule } from "../release-rule";
import { SET } from "./names";

const CONTAINER = "values.objects.spec.template.spec.containers";

/** Of a release's objects: what a server is told, and how many there are. */
interface Servers {
  readonly count: number;
  readonly image: string;
  /** Shards of parity: as many servers may be lost. */
  readonly parity: number;
}

function serversOf(release: Value | undefined): Servers | undefined {
  const [count] = valuesAt(release, "values.objects.spec.replicas").map(Number);
  const [image] = valuesAt(release, `${CONTAINER}.image`).map(String);
  if (count === undefined || image === undefined) return undefined;
  const parity = valuesAt(release, `${CONTAINER}.env`)
    .map((one) => /^EC:(\d+)$/.exec(String((one as { readonly value?: unknown }).value))?.[1])
    .find((text) => text !== undefined);
  return { count, image, parity: Number(parity ?? 0) };
}

/** @param told What of it has changed so, in words; undefined where it has not. */
const changing = (told: (before: Servers, after: Servers) => readonly [string, string] | undefined): Condition => ({
  judge: ({ before, after }: ResourceChange): Judgement => {
    if (before?.["name"] !== SET || before["namespace"] !== OBJECTS_NAMESPACE) return NOT_HELD;
    const [was, will] = [serversOf(before), serversOf(after ?? undefined)];
    const found = was && will && told(was, will);
    return found ? { holds: true, before: found[0], after: found[1] } : NOT_HELD;
  },
});

/** `…:RELEASE.2025-09-07T16-13-09Z`: the texts of two are in the order of their days. */
const releaseOf = (image: string): string => /RELEASE\.[0-9TZ-]+/.exec(image)?.[0] ?? "";

export const minioFacts: ServiceFacts = {
  rules: [
    releaseRule(
      "minio-fewer-servers",
      "data-loss",
      changing((was, will) => (will.count < was.count ? [String(was.count), String(will.count)] : undefined)),
      "{before} servers of objects become {after}: what stands on those that go is lost.",
    ),
    releaseRule(
      "minio-fewer-copies",
      "data-loss",
      changing((was, will) => (will.parity < was.parity ? [String(was.parity), String(will.parity)] : undefined)),
      "Of what is written from now on, {after} servers may be lost, and no longer {before}.",
    ),
    releaseRule(
      "minio-older-version",
      "downtime",
      changing((was, will) => {
        const [before, after] = [releaseOf(was.image), releaseOf(will.image)];
        return before !== "" && after !== "" && after < before ? [before, after] : undefined;
      }),
      "The servers go from {before} back to {after}: an older version may not read what a newer one has written.",
    ),
  ],
};
