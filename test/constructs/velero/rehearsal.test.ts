/** Backups, deployed whole by the real Terraform. */
import { parseDocument } from "yaml";
import { DEV, expectAllOk, RehearsedProject } from "../../helpers/project";

const file = (velero: object): string => JSON.stringify({ ...(parseDocument(DEV).toJS() as object), velero });

test("deployed, they have nothing left to do; destroyed, nothing of them is left but what stays by design", async () => {
  const velero = {
    schedules: [
      { name: "daily", cron: "0 2 * * *", except: ["tmp"], volumes: "copies" },
      { name: "shop-hourly", cron: "0 * * * *", retention: "72h", namespaces: ["shop"], volumes: "files" },
    ],
    restoreTest: { namespace: "shop", schedule: "daily" },
    lock: { mode: "governance", days: 14 },
  };
  const project = await RehearsedProject.open({ dev: file(velero) });
  try {
    expectAllOk(await project.deploy("dev"));

    const again = await project.plan("dev");
    expectAllOk(again);
    expect(again.flatMap((run) => run.changes)).toEqual([]);

    expectAllOk(await project.destroy("dev"));
  } finally {
    await project.close();
  }
});
