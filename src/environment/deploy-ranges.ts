/** Checks of the ranges from which deployments reach what keeps keys and secrets. */
import { AddressSet } from "../model/address-set";
import { hasHostBits, normalRange } from "../model/cidr";
import type { TargetFacts } from "../model/target-facts";
import { checkRanges } from "../constructs/kit/address-checks";
import type { Finding } from "./finding";
import { isMap } from "./schema-walk";
import { deployFromSchema } from "./target-fields";

/** What nobody on the internet has (RFC 1918, RFC 6598, RFC 3927, RFC 1122): firewalls of cloud services refuse it. */
const PRIVATE = AddressSet.of([
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "127.0.0.0/8",
]);

/** `written` is the file as it stands; the schema tells what is no range. */
export function checkDeployRanges(
  written: Readonly<Record<string, unknown>>,
  chosen: TargetFacts | undefined,
): { readonly findings: readonly Finding[]; readonly warnings: readonly Finding[] } {
  const block = chosen?.deployFrom ? written[chosen.block] : undefined;
  const ranges = deployFromSchema.safeParse(isMap(block) ? block["deployFrom"] : undefined);
  if (!chosen || !ranges.success) return { findings: [], warnings: [] };
  const path = [chosen.block, "deployFrom"];
  const together = checkRanges(ranges.data, path, {
    worldCode: "ENV_DEPLOY_FROM_WORLD",
    wideCode: "ENV_DEPLOY_FROM_WIDE",
    what: "the stores of keys and secrets",
    remedy: "Name the addresses that deployments come from: of an office, of a pipeline's way out.",
  });
  const refused = new Set(together.map((problem) => JSON.stringify(problem.path)));
  const each = ranges.data
    .flatMap((range, index) => checkRange(range, [...path, index], chosen))
    .filter((finding) => !refused.has(JSON.stringify(finding.path)));
  return {
    findings: [...together.filter(({ severity }) => severity !== "warning"), ...each],
    warnings: together.filter(({ severity }) => severity === "warning"),
  };
}

function checkRange(range: string, path: readonly (string | number)[], { title }: TargetFacts): readonly Finding[] {
  if (hasHostBits(range)) {
    return [
      {
        path,
        code: "ENV_DEPLOY_FROM_NOT_NORMAL",
        message: `'${range}' has bits set behind its prefix.`,
        remedy: `Write ${normalRange(range)}.`,
      },
    ];
  }
  if (AddressSet.of([range]).and(PRIVATE).isEmpty) return [];
  return [
    {
      path,
      code: "ENV_DEPLOY_FROM_PRIVATE",
      message: `'${range}' is private, in whole or in part: ${title} sees only the address by which a deployment leaves its own network, and refuses private ones.`,
      remedy:
        "Name the public address that it leaves by. What runs within the environment's own network is let in without.",
    },
  ];
}
