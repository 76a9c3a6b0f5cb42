/** The simulated Azure, as the real Terraform binary drives it: a platform from an empty subscription, and back to one. */
import { serve, type ServedProvider } from "../../../src/rehearsal/protocol/server";
import { edited } from "../../helpers/edited";
import { MemoryWorld } from "../../rehearsal/engine/in-memory";
import { TerraformFolder } from "../../rehearsal/protocol/support/terraform";
import { PLATFORM } from "./platform";
import { Azure, SUBSCRIPTION, TENANT } from "./support";

/** What Terraform tolerated of the older SDK, but for defaults of arguments that are not computed and blocks that are known later. */
const tolerated = (log: string): readonly string[] =>
  log
    .split("\n")
    .filter((line) => /^\s+- \S*: /.test(line))
    .filter(
      (line) =>
        !/planned value .* for a non-computed attribute|nested block must not be unknown|block count in plan \(1\) disagrees with count in config \(0\)/.test(
          line,
        ),
    )
    // The provider writes regions in one way, whatever the file says.
    .filter((line) => !/\.location: planned value cty\.StringVal\("westeurope"\) does not match/.test(line));

const UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

describe("Azure under the real Terraform", () => {
  let azure: Azure;
  let served: ServedProvider;
  let folder: TerraformFolder;

  beforeEach(async () => {
    azure = new Azure(new MemoryWorld());
    served = await serve(azure.handlers);
    folder = new TerraformFolder([served]);
  });

  afterEach(async () => {
    await served.close();
    folder.remove();
  });

  test("a platform is made, found as it was made, changed in place, and gone but for the backups and the vault that are kept", async () => {
    folder.write(PLATFORM);
    await folder.mustRun("init");

    // when
    const made = await folder.runWith({ TF_LOG: "WARN" }, "apply", "-auto-approve");

    // then
    expect(made.stderr).not.toContain("Error:");
    expect(made.stdout).toMatch(/Apply complete! Resources: 4\d added/);
    const told = JSON.parse((await folder.mustRun("output", "-json", "told")).stdout) as Record<string, string>;
    expect(told).toEqual({
      issuer: expect.stringMatching(`^https://westeurope.oic.prod-aks.azure.com/${TENANT}/${UUID}/$`) as string,
      fqdn: expect.stringMatching(/^aksdev-[0-9a-f]{8}\.privatelink\.westeurope\.azmk8s\.io$/) as string,
      nodes: "MC_rg-dev_aks-dev_westeurope",
      kubelet: expect.stringMatching(`^${UUID}$`) as string,
      rotation: expect.stringMatching(`^${UUID}$`) as string,
      vault: "https://kv-dev-jangada.vault.azure.net/",
      key: expect.stringMatching(
        /^https:\/\/kv-dev-jangada\.vault\.azure\.net\/keys\/database\/[0-9a-f]{32}$/,
      ) as string,
      database: "pg-dev-jangada.postgres.database.azure.com",
      redis: "redis-dev-jangada.westeurope.redis.azure.net:10000",
      blobs: "https://stdevjangada.blob.core.windows.net/",
      endpoint: "10.0.18.4",
      address: expect.stringMatching(/^20(\.\d+){3}$/) as string,
      group: `/subscriptions/${SUBSCRIPTION}/resourceGroups/rg-dev`,
      location: "westeurope",
    });
    expect(tolerated(made.stderr)).toEqual([]);
    const second = await folder.run("plan", "-detailed-exitcode");
    expect(second.stdout).toContain("No changes.");
    expect(second.status).toBe(0);

    // when a pool grows
    const changed = await folder.runWith({ TF_LOG: "WARN" }, "apply", "-auto-approve", "-var", "most_nodes=7");
    expect(changed.stdout).toContain("0 added, 1 changed, 0 destroyed");
    expect(tolerated(changed.stderr)).toEqual([]);

    // when everything goes
    await folder.mustRun("destroy", "-auto-approve", "-var", "most_nodes=7");

    // then what is left stays by design
    expect(azure.world.list().map(({ type, attributes }) => [type, attributes.retained])).toEqual([
      ["azurerm_postgresql_flexible_server", true],
      ["azurerm_key_vault_key", true],
      ["azurerm_key_vault", true],
    ]);

    // and comes back where it was
    const again = await folder.run("apply", "-auto-approve");
    expect(again.stderr).toBe("");
    expect(azure.world.list().filter(({ attributes }) => attributes.retained === true)).toEqual([]);
  });

  test("what Azure refuses comes out as the provider's error, and what was made before it stays", async () => {
    folder.write(edited(PLATFORM, 'range = "10.0.17.0/24"', 'range = "10.9.17.0/24"'));
    await folder.mustRun("init");

    const { status, stderr } = await folder.run("apply", "-auto-approve");

    expect(status).toBe(1);
    expect(stderr.replace(/[│\s]+/g, " ")).toContain(
      "NetcfgInvalidSubnet: Subnet 'data' is not valid because its IP address range is outside the IP address range of virtual network 'vnet-dev'.",
    );
    expect(azure.ids("azurerm_subnet")).toHaveLength(3);
  });

  test("a type that is not carried is refused with the reason", async () => {
    folder.write(PLATFORM + `\nresource "azurerm_mssql_server" "dev" {\n  name = "x"\n}\n`);
    await folder.mustRun("init");

    const { status, stderr } = await folder.run("plan");

    expect(status).toBe(1);
    expect(stderr.replace(/[│\s]+/g, " ")).toContain('does not support resource type "azurerm_mssql_server"');
  });
});
