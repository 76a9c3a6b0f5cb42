/** A server without passwords, from one with them and back again: deployed by the real Terraform, and each time nothing is left to do. */
import { expectAllOk, RehearsedProject, type StackRun } from "../helpers/project";

/** Milliseconds: three deployments and as many plans, ten times what they take on two quiet cores. */
const LONG_LIMIT = 600_000;

const SERVER = "azurerm_postgresql_flexible_server";

const file = (azure: object, name = "dev"): string =>
  JSON.stringify({
    name,
    target: "aks",
    profile: "minimal",
    owner: "fishers",
    azure: {
      subscription: "11111111-2222-4333-a444-555555555555",
      tenant: "99999999-2222-4333-a444-555555555555",
      location: "westeurope",
      admins: ["11223344-5566-4788-8900-aabbccddeeff"],
    },
    databases: [{ name: "orders", services: ["orders", "billing"], passwordRevision: 2, azure }],
    secrets: { namespaces: [{ name: "shop", databases: ["orders/orders"] }] },
  });

const PASSWORDS = file({});
const ENTRA = file({ entraOnly: true, serviceAccounts: { orders: ["web", "worker"] } });

/** What a switch is of. */
const CHANGED = ["dev-data", "dev-platform"];

class Deployed {
  public constructor(private readonly project: RehearsedProject) {}

  /** Deploys the file, after which nothing is left to do. */
  public async as(text: string, only?: readonly string[]): Promise<readonly StackRun[]> {
    this.project.write("dev", text);
    const runs = await this.project.deploy("dev", only);
    expectAllOk(runs);
    const again = await this.project.plan("dev", only);
    expectAllOk(again);
    expect(again.flatMap(({ changes }) => changes)).toEqual([]);
    return runs;
  }
  public get server(): Readonly<Record<string, unknown>> {
    const [server, ...more] = this.project.simulation.world.list(SERVER);
    expect(more).toEqual([]);
    return { id: server?.id, ...server?.attributes };
  }
  /** What service accounts are identities of the databases'. */
  public get subjects(): readonly unknown[] {
    return this.project.simulation.world
      .list("azurerm_federated_identity_credential")
      .map(({ attributes }) => String(attributes["subject"]))
      .filter((subject) => !/:(databases|external-secrets):/.test(subject))
      .sort();
  }
}

const byPassword = (isOn: boolean) =>
  expect.objectContaining({
    authentication: [
      expect.objectContaining({ active_directory_auth_enabled: true, password_auth_enabled: isOn }),
    ] as unknown,
    administrator_login: isOn ? "platform_admin" : "",
  }) as unknown;

test(
  "services are principals, then have passwords, and are principals again; the server stays the same",
  async () => {
    // The simulated clouds know what the files at hand need: of both kinds.
    const project = await RehearsedProject.open({ dev: ENTRA, other: file({}, "other") });
    try {
      const dev = new Deployed(project);
      await dev.as(ENTRA);
      const { id } = dev.server;
      expect(dev.server).toEqual(byPassword(false));
      expect(dev.subjects).toEqual([
        "system:serviceaccount:billing:billing",
        "system:serviceaccount:shop:web",
        "system:serviceaccount:shop:worker",
      ]);

      await dev.as(PASSWORDS, CHANGED);
      expect(dev.server).toEqual(byPassword(true));
      expect(dev.server["id"]).toBe(id);
      expect(dev.subjects).toEqual([]);

      const runs = await dev.as(ENTRA, CHANGED);
      expect(dev.server).toEqual(byPassword(false));
      expect(dev.server["id"]).toBe(id);
      const changes = runs.flatMap((run) => run.changes).filter(({ address }) => address.startsWith(`${SERVER}.`));
      expect(changes.map(({ action }) => action)).toEqual(["update"]);

      expectAllOk(await project.destroy("dev"));
      const left = project.simulation.world.list().filter(({ attributes }) => attributes["retained"] !== true);
      expect(left.map(({ type, id: one }) => `${type} ${one}`)).toEqual([]);
    } finally {
      await project.close();
    }
  },
  LONG_LIMIT,
);
