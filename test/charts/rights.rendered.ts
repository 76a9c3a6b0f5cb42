/** Who may do what in the cluster: held to `rights.ts`, for every environment. */
import { mergeValues } from "../../src/constructs/kit/cluster/merge-values";
import type { ChartName } from "../../src/catalog/charts";
import { renderAgain } from "./again";
import { terraformObjects } from "./terraform-objects";
import type { RenderedEnvironment } from "./gather";
import type { KubernetesDocument } from "./helm";
import { aggregated, bindingsOf, rulesOf, sensitive } from "./rbac";
import { environments, isThere, releasesOfChart } from "./rendered";
import { type Rights, RIGHTS_OFF } from "./rights";
import { RIGHTS, rightsOfStore } from "./rights-of-releases";

function rightsOf(documents: readonly KubernetesDocument[]): Required<Rights> {
  return {
    bindings: bindingsOf(documents),
    aggregated: aggregated(documents),
    sensitive: [...sensitive(rulesOf(documents))],
  };
}

/** By release; what Terraform itself makes is `terraform`. */
function rightsIn({ releases, resources }: RenderedEnvironment): Readonly<Record<string, Required<Rights>>> {
  return {
    ...Object.fromEntries(releases.map(({ name, documents }) => [name, rightsOf(documents)])),
    terraform: rightsOf(terraformObjects(resources)),
  };
}

const FIELDS = ["bindings", "aggregated", "sensitive"] as const;

/** On Azure each place of secrets has a store with an account of its own; how many there are follows from the file. */
const isAzureStore = ({ file }: RenderedEnvironment, release: string): boolean =>
  file.target === "aks" && release.startsWith("store-");

/** `release: field: line` of all environments together. */
const found = [
  ...new Set(
    environments().flatMap((environment) =>
      Object.entries(rightsIn(environment)).flatMap(([release, rights]) =>
        isAzureStore(environment, release)
          ? []
          : FIELDS.flatMap((field) => rights[field].map((line) => `${release}: ${field}: ${line}`)),
      ),
    ),
  ),
].sort();

test("rights are those that are written down, and no others", () => {
  const absent = new Set(environments().flatMap(({ missing }) => missing.map(({ release }) => release)));
  const there = Object.entries(RIGHTS).filter(([release]) => !absent.has(release));
  const written = there.flatMap(([release, rights]) =>
    FIELDS.flatMap((field) => (rights[field] ?? []).map((line) => `${release}: ${field}: ${line}`)),
  );
  expect(found).toEqual(written.sort());
});

test("a store of secrets on Azure lets the tokens of its own account be asked for, and has no other right", () => {
  const stores = environments().flatMap((environment) =>
    Object.entries(rightsIn(environment)).filter(([release]) => isAzureStore(environment, release)),
  );

  expect(stores.length).toBeGreaterThan(0);
  for (const [release, rights] of stores)
    expect({ release, ...rights }).toEqual({ release, ...rightsOfStore(release) });
});

describe("what charts would give, and do not", () => {
  const cases = (Object.entries(RIGHTS_OFF) as [ChartName, Readonly<Record<string, unknown>>][])
    .filter(([chart]) => isThere(chart))
    .flatMap(([chart, values]) => Object.entries(values).map(([path, on]) => [chart, path, on] as const));

  test.each(cases)("%s: %s is more rights", (chart, path, on) => {
    const [{ release, documents }] = releasesOfChart(chart) as [ReturnType<typeof releasesOfChart>[number]];
    const change = path.split(".").reduceRight<unknown>((value, key) => ({ [key]: value }), on) as object;
    const lines = (all: readonly KubernetesDocument[]): readonly string[] => [
      ...rulesOf(all),
      ...bindingsOf(all),
      ...aggregated(all),
    ];
    const before = new Set(lines(documents));
    const more = lines(renderAgain(release, mergeValues(release.values, change))).filter((line) => !before.has(line));
    expect(more).not.toEqual([]);
  });
});
