/** Servers as the real Terraform makes them in a simulated subscription, changes them, and takes them away again. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { randomBehaviour } from "../../../../src/providers/random";
import { serve, type ServedProvider } from "../../../../src/rehearsal/protocol/server";
import { simulatedProvider } from "../../../../src/rehearsal/engine/engine";
import { loadSchema } from "../../../../src/schemas/load";
import { Azure } from "../../../providers/azurerm/support";
import { MemoryWorld } from "../../../rehearsal/engine/in-memory";
import { TerraformFolder } from "../../../rehearsal/protocol/support/terraform";
import { SERVER, type ServerProps, synthesizeServers } from "./fixtures";

describe("servers under the real Terraform", () => {
  let azure: Azure;
  let served: readonly ServedProvider[];
  let folder: TerraformFolder;

  beforeEach(async () => {
    const world = new MemoryWorld();
    azure = new Azure(world);
    served = [
      await serve(azure.handlers),
      await serve(simulatedProvider({ schema: loadSchema("random"), behaviour: randomBehaviour, world })),
    ];
    folder = new TerraformFolder([...served]);
  });

  afterEach(async () => {
    for (const one of served) await one.close();
    folder.remove();
  });

  const write = (...servers: readonly ServerProps[]): void =>
    writeFileSync(join(folder.path, "main.tf.json"), JSON.stringify(synthesizeServers(...servers).json));

  test("are made, planned again without a change, and gone", async () => {
    write({ protected: false, readReplicas: 1, azure: { geoBackup: true } });
    await folder.mustRun("init");

    await folder.mustRun("apply", "-auto-approve");

    expect(azure.ids(SERVER)).toHaveLength(2);
    await folder.mustRun("plan", "-detailed-exitcode");
    await folder.mustRun("destroy", "-auto-approve");
    // Its backups stay for a while, of which it could be made again.
    expect(azure.ids(SERVER)).toEqual([expect.stringContaining("/deletedFlexibleServers/dev-orders-")]);
  });

  test("are restored beside their source, and never in the place of what is there", async () => {
    const orders = { protected: false };
    const old = {
      name: "dev-old",
      protected: false,
      keyOf: { name: "dev-orders" } as NonNullable<ServerProps["keyOf"]>,
    };
    const at = (time: string) => ({ ...old, restore: { from: "dev-orders", at: time } });
    write(orders, at("2026-11-25T14:04:00Z"));
    await folder.mustRun("init");
    await folder.mustRun("apply", "-auto-approve");
    expect(azure.ids(SERVER)).toHaveLength(2);

    await folder.mustRun("plan", "-detailed-exitcode");
    write(orders, old);
    await folder.mustRun("plan", "-detailed-exitcode");

    write(orders, at("2026-11-25T15:04:00Z"));
    const refused = await folder.run("plan", "-detailed-exitcode");
    expect(refused.status).toBe(1);
    expect(refused.stderr.replace(/[\s│]+/g, " ")).toContain("exists already, and was not made from dev-orders");
  });
});
