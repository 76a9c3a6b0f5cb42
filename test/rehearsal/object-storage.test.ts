/** Stores of objects, as plans and applies by the real Terraform. */
import { parseDocument } from "yaml";
import { DEV, expectAllOk, RehearsedProject } from "../helpers/project";

const file = (objectStorage: readonly object[]): string =>
  JSON.stringify({ ...(parseDocument(DEV).toJS() as object), objectStorage });

const DOCUMENTS = {
  name: "documents",
  services: [
    { name: "shop", access: "read", prefix: "invoices/" },
    { name: "writer", namespace: "shop" },
  ],
};

test("stores deploy with who reaches them, have nothing left to do, can be locked, and go", async () => {
  const project = await RehearsedProject.open({ dev: file([DOCUMENTS, { name: "exports", expireDays: 30 }]) });
  try {
    expectAllOk(await project.deploy("dev"));
    const again = await project.plan("dev");
    expectAllOk(again);
    expect(again.flatMap((run) => run.changes)).toEqual([]);

    // A lock is added to what exists: nothing is replaced.
    project.write("dev", file([{ ...DOCUMENTS, lock: { mode: "governance", days: 7 } }, { name: "exports" }]));
    const locked = await project.plan("dev", ["dev-network", "dev-data"]);
    expectAllOk(locked);
    expect(locked.flatMap((run) => run.changes).filter(({ action }) => action === "replace")).toEqual([]);

    expectAllOk(await project.destroy("dev"));
  } finally {
    await project.close();
  }
});

test("a protected store refuses to be destroyed", async () => {
  const project = await RehearsedProject.open({ dev: file([{ ...DOCUMENTS, protected: true }]) });
  try {
    expectAllOk(await project.deploy("dev"));
    const runs = await project.destroy("dev");
    expect(runs.flatMap(({ problems }) => problems).join()).toContain("prevent_destroy");
  } finally {
    await project.close();
  }
});
