/** Which stacks pin a provider that is newer than the simulated one. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { newerProvidersIn, newerVersionsIn } from "../../src/operations/provider-versions";
import type { SynthesizedStack } from "../../src/operations/synth";

let folder: string;
beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-versions-"))));
afterEach(() => fs.rmSync(folder, { recursive: true }));

/** A stack that pins these. */
function stack(name: string, versions: Readonly<Record<string, string>>): SynthesizedStack {
  const of = path.join(folder, name);
  fs.mkdirSync(of);
  const required_providers = Object.fromEntries(
    Object.entries(versions).map(([provider, version]) => [provider, { source: provider, version }]),
  );
  fs.writeFileSync(path.join(of, "cdk.tf.json"), JSON.stringify({ terraform: { required_providers } }));
  return { name, folder: of, dependencies: [] };
}

test.each([
  ["4.55.0", undefined],
  ["4.54.0", undefined],
  ["4.67.0", "4.67.0"],
  [">= 4.68.0, < 5.0.0", "4.68.0"],
  ["~> 4.70", "4.70.0"],
  ["whatever", undefined],
])("azurerm %s", (pinned, newer) => {
  expect(newerVersionsIn([stack("network", { azurerm: pinned, nobody: "9.0.0" })]).get("azurerm")).toBe(newer);
});

test("of several stacks the newest counts, and what is known of it is told", () => {
  const stacks = [stack("network", { azurerm: "4.57.0" }), stack("cluster", { azurerm: "4.67.0" }), stack("none", {})];

  expect(newerProvidersIn(stacks)).toEqual([
    {
      name: "azurerm",
      pinned: "4.67.0",
      simulated: "4.55.0",
      known: [
        "azurerm_kubernetes_cluster.node_provisioning_profile",
        "azurerm_nat_gateway.sku_name",
        "azurerm_public_ip.sku",
      ],
    },
  ]);
  expect(newerProvidersIn(stacks.slice(0, 1))).toMatchObject([
    { known: ["azurerm_kubernetes_cluster.node_provisioning_profile"] },
  ]);
  expect(newerProvidersIn(stacks.slice(2))).toEqual([]);
});
