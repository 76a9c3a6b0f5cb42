/** What a change of the servers of objects puts at risk: told by the values of their release. */
import type { ResourceChange } from "../../../../model/plan";
import { valuesAt } from "../../../../model/plan-values";
import type { ServiceFacts } from "../../../../model/resource-facts";
import { type Condition, type Judgement, NOT_HELD } from "../../../../model/risk";
import { RELEASES, releaseRule } from "../release-rule";
import { RELEASE } from "./names";

const COPIES = "values.global.seaweedfs.replicationPlacement";
const SERVERS = "values.volume.replicas";
const GATEWAYS = "values.s3.replicas";

/** A number there is less than before, and than the servers' own. */
function less(path: string, told: (value: number) => string): Condition {
  return {
    judge: ({ before, after }: ResourceChange): Judgement => {
      if (before?.["chart"] !== RELEASE) return NOT_HELD;
      const [was, will] = [valuesAt(before, path)[0], valuesAt(after, path)[0]].map(Number);
      if (was === undefined || will === undefined || !(will < was)) return NOT_HELD;
      return { holds: true, before: told(was), after: told(will) };
    },
  };
}

/** `4.44.0` as one number: none of its parts has four digits. */
const ordered = (version: unknown): number =>
  String(version)
    .split(".")
    .reduce((sum, part) => sum * 1000 + Number(part), 0);

const older: Condition = {
  judge: ({ before, after }: ResourceChange): Judgement => {
    if (before?.["chart"] !== RELEASE || !(ordered(after?.["version"]) < ordered(before["version"]))) return NOT_HELD;
    return { holds: true, before: String(before["version"]), after: String(after?.["version"]) };
  },
};

const count = (value: number): string => String(value);

export const seaweedFacts: ServiceFacts = {
  rules: [
    releaseRule(
      "objects-fewer-copies",
      "data-loss",
      less(COPIES, (placement) => count(placement + 1)),
      "What is written from now on is kept on {after} servers, and no longer on {before}: with those that go, it goes, too.",
    ),
    releaseRule(
      "objects-fewer-servers",
      "data-loss",
      less(SERVERS, count),
      "{before} servers become {after}: what only those hold that go is lost. One at a time, with `copies` 2 or more, and after the alert `ObjectCopiesMissing` is quiet, loses nothing.",
    ),
    releaseRule(
      "objects-older-version",
      "downtime",
      older,
      "The servers go from {before} back to {after}: an older version may not read what a newer one has written.",
    ),
    releaseRule(
      "objects-fewer-gateways",
      "downtime",
      less(GATEWAYS, count),
      "{before} gateways become {after}: the loss of one is sooner one too many.",
    ),
  ],
  fieldLabels: {
    [RELEASES]: {
      [SERVERS]: { field: "objectServers.servers" },
      [GATEWAYS]: { field: "objectServers.gateways" },
    },
  },
};
