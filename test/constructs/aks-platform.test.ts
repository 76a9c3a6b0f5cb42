/** What the platform installs on AKS, deployed whole by the real Terraform: ingress, observability, backups. */
import { expectAllOk, RehearsedProject } from "../helpers/project";

const FILE = `name: dev
target: aks
profile: minimal
owner: fishers
azure:
  subscription: 11111111-2222-4333-a444-555555555555
  tenant: 99999999-2222-4333-a444-555555555555
  location: westeurope
  admins: [aaaaaaaa-2222-4333-a444-555555555555]
cluster: { version: "1.34" }
ingress: { host: dev.example.org, dnsZone: { name: dev.example.org } }
observability: { logs: {} }
velero: { restoreTest: { namespace: shop, schedule: daily } }
`;

test("deployed, it has nothing left to do; destroyed, nothing of it is left but what stays by design", async () => {
  const project = await RehearsedProject.open({ dev: FILE });
  try {
    expectAllOk(await project.deploy("dev"));

    const again = await project.plan("dev");
    expectAllOk(again);
    expect(again.flatMap((run) => run.changes)).toEqual([]);

    expectAllOk(await project.destroy("dev"));
    const left = project.simulation.world.list().filter(({ attributes }) => attributes["retained"] !== true);
    expect(left.map(({ type, id }) => `${type} ${id}`)).toEqual([]);
  } finally {
    await project.close();
  }
});
