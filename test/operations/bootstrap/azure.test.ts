/** The states' account on Azure, by the real Terraform: the cloud is simulated, the blobs that keep the state are tiny ones. */
import * as fs from "node:fs";
import * as path from "node:path";
import { bootstrap, type BootstrapResult } from "../../../src/operations/bootstrap/bootstrap";
import type { OperationEvent } from "../../../src/operations/events";
import { rehearsalEnvironment } from "../../../src/operations/rehearse/environment-variables";
import { simulatedProviders } from "../../../src/providers";
import { type Simulation, startSimulation } from "../../../src/rehearsal/simulation";
import { SUBSCRIPTION, TENANT } from "../../constructs/azure-stack";
import { writeProject } from "../../helpers/project";
import { TinyAzure } from "./tiny-azure";

const ACCOUNT = "statesofdev";
const FILE = `name: dev
target: aks
profile: minimal
owner: fishers
azure:
  subscription: ${SUBSCRIPTION}
  tenant: ${TENANT}
  location: westeurope
  admins: [aaaaaaaa-2222-4333-a444-555555555555]
state: { backend: azurerm, storageAccount: ${ACCOUNT} }
`;
const STATE = `${ACCOUNT}/tfstate/jangada-bootstrap/terraform.tfstate`;
const TYPES = new Set([
  "azurerm_client_config",
  "azurerm_management_lock",
  "azurerm_resource_group",
  "azurerm_role_assignment",
  "azurerm_storage_account",
  "azurerm_storage_container",
  "azurerm_storage_management_policy",
  "azurerm_subscription",
]);

let folder: string;
let simulation: Simulation;
let azure: TinyAzure;
let env: NodeJS.ProcessEnv;
const events: OperationEvent[] = [];

const isThere = (type: string, name: string): boolean =>
  simulation.world.list(type).some(({ attributes }) => attributes.name === name);
const run = (): Promise<BootstrapResult> =>
  bootstrap({
    environment: "dev",
    project: folder,
    env,
    pause: 1,
    listener: (event) => events.push(event),
    confirm: () => Promise.resolve(true),
  });
const localState = (): string => path.join(folder, ".jangada", "bootstrap", `bootstrap-${ACCOUNT}.tfstate`);

beforeAll(async () => {
  folder = writeProject({ dev: FILE });
  simulation = await startSimulation(path.join(folder, "world"), { providers: simulatedProviders, types: TYPES });
  azure = await TinyAzure.start({
    hasContainer: (account, container) =>
      isThere("azurerm_storage_account", account) && isThere("azurerm_storage_container", container),
  });
  const { JANGADA_STATE_DIRECTORY: _folder, ...rest } = rehearsalEnvironment(folder, simulation.env);
  env = { ...rest, ...azure.env };
});
afterAll(async () => {
  await azure.close();
  await simulation.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

test("the account is made, its own state moves into it once roles are in force, and nothing is left to change", async () => {
  azure.looksUntilRolesCount = 2;

  const result = await run();

  expect(result.problems).toEqual([]);
  expect(result).toMatchObject({ ok: true, outcome: "applied", state: "bucket", moved: true, bucket: ACCOUNT });
  expect(fs.existsSync(localState())).toBe(false);
  const { resources } = JSON.parse(azure.blobs.get(STATE)?.content.toString() ?? "null") as {
    resources: { type: string }[];
  };
  expect(resources.map(({ type }) => type)).toEqual(
    expect.arrayContaining(["azurerm_storage_account", "azurerm_storage_container", "azurerm_management_lock"]),
  );
  expect(azure.looksUntilRolesCount).toBe(0);
  expect(events).toContainEqual(
    expect.objectContaining({ type: "message", message: expect.stringContaining("does not let in yet") as string }),
  );
  // No lock is left behind.
  expect([...azure.blobs.values()].filter(({ lease }) => lease !== undefined)).toEqual([]);

  fs.rmSync(path.join(folder, ".jangada"), { recursive: true });
  expect(await run()).toMatchObject({ ok: true, outcome: "unchanged", state: "bucket", moved: false });
});

test("an account that somebody else made is refused, by its own field and words", async () => {
  const kept = new Map(azure.blobs);
  azure.blobs.clear();
  try {
    await expect(run()).rejects.toMatchObject({
      problems: [
        {
          code: "BUCKET_EXISTS",
          place: { path: "state.storageAccount", line: 10 },
          remedy: expect.stringContaining("Storage Blob Data Contributor") as string,
        },
      ],
    });
  } finally {
    for (const [name, blob] of kept) azure.blobs.set(name, blob);
  }
});
