/** The real Terraform over the simulated AWS: one folder, one world, one state. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Value } from "../../../src/rehearsal/protocol/value";
import { objectOf } from "../../../src/rehearsal/protocol/value";
import { type Simulation, startSimulation } from "../../../src/rehearsal/simulation";
import type { WorldObject } from "../../../src/rehearsal/world/world";
import { type Outcome, TerraformFolder } from "../protocol/support/terraform";
import { simulatedProviders } from "../../../src/providers";

export const ACCOUNT = "111122223333";

export interface ProviderBlock {
  /** @default none */
  readonly defaultTags?: Readonly<Record<string, string>>;
}

const header = ({ defaultTags }: ProviderBlock): string => `
terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region              = "eu-west-1"
  allowed_account_ids = ["${ACCOUNT}"]
  default_tags { tags = ${JSON.stringify(defaultTags ?? {})} }
}
`;

interface StateFile {
  resources: {
    type: string;
    name: string;
    instances: { schema_version: number; attributes: Record<string, unknown> }[];
  }[];
}

export class Rehearsed {
  private constructor(
    private readonly simulation: Simulation,
    private readonly worldFolder: string,
    private readonly folder: TerraformFolder,
  ) {}

  /** @param types Resource types and data sources that the configurations use: the rest of AWS's schema is not sent. */
  static async open(...types: readonly string[]): Promise<Rehearsed> {
    const worldFolder = mkdtempSync(join(tmpdir(), "jangada-fidelity-"));
    const simulation = await startSimulation(worldFolder, { providers: simulatedProviders, types: new Set(types) });
    return new Rehearsed(simulation, worldFolder, new TerraformFolder([]));
  }

  async close(): Promise<void> {
    await this.simulation.close();
    this.folder.remove();
    rmSync(this.worldFolder, { recursive: true, force: true });
  }

  write(configuration: string, provider: ProviderBlock = {}): void {
    this.folder.write(header(provider) + configuration);
  }

  run(...args: string[]): Promise<Outcome> {
    return this.runWith({}, ...args);
  }

  runWith(env: Readonly<Record<string, string>>, ...args: string[]): Promise<Outcome> {
    return this.folder.runWith({ ...this.simulation.env, ...env }, ...args);
  }

  /** As `run`; fails with what Terraform said unless it succeeds. */
  async must(...args: string[]): Promise<string> {
    const { status, stdout, stderr } = await this.run(...args);
    if (status !== 0) throw new Error(`terraform ${args.join(" ")}: ${stdout}\n${stderr}`);
    return stdout;
  }

  /** The configuration, initialized and applied. */
  async applied(configuration: string, provider: ProviderBlock = {}): Promise<string> {
    this.write(configuration, provider);
    await this.must("init");
    return this.must("apply", "-auto-approve");
  }

  /** `nothing` if the plan is empty, else `+ aws_vpc.main`, `~ …`, `-/+ …`, sorted. */
  async planned(...args: string[]): Promise<readonly string[]> {
    await this.must("plan", "-out=plan", ...args);
    const { resource_changes: changes = [] } = JSON.parse(await this.must("show", "-json", "plan")) as {
      resource_changes?: { address: string; change: { actions: string[] } }[];
    };
    return changes
      .map(({ address, change }) => `${change.actions.join("/")} ${address}`)
      .filter((line) => !line.startsWith("no-op") && !line.startsWith("read"))
      .sort();
  }

  /** What Terraform says instead of carrying it out; the words on one line, without its frame. */
  async refused(...args: string[]): Promise<string> {
    const { status, stdout, stderr } = await this.run(...args);
    if (status === 0) throw new Error(`terraform ${args.join(" ")} was not refused: ${stdout}`);
    return `${stdout}\n${stderr}`.replace(/[│╷╵\s]+/g, " ");
  }

  async addresses(): Promise<readonly string[]> {
    return (await this.must("state", "list")).split("\n").filter(Boolean).sort();
  }

  get stateText(): string {
    return readFileSync(join(this.folder.path, "terraform.tfstate"), "utf8");
  }

  /** Changes the state file. */
  editState(change: (state: StateFile) => void): void {
    const state = JSON.parse(this.stateText) as StateFile & { serial: number };
    change(state);
    state.serial++;
    writeFileSync(join(this.folder.path, "terraform.tfstate"), JSON.stringify(state));
  }

  /** The attributes of the first instance of a resource in the state. */
  attributes(type: string, name: string): Record<string, unknown> {
    const { resources } = JSON.parse(this.stateText) as StateFile;
    const found = resources.find((resource) => resource.type === type && resource.name === name)?.instances[0];
    if (!found) throw new Error(`not in the state: ${type}.${name}`);
    return found.attributes;
  }

  objects(type: string): readonly WorldObject[] {
    return this.simulation.world.list(type);
  }

  /** The only object of a type. */
  object(type: string): WorldObject {
    const [object, ...more] = this.objects(type);
    if (!object || more.length > 0) throw new Error(`${more.length + Number(Boolean(object))} of ${type}`);
    return object;
  }

  /** Changes an object behind Terraform's back. */
  drift(object: WorldObject, changes: Readonly<Record<string, Value>>): void {
    const attributes = objectOf([...Object.entries(object.attributes), ...Object.entries(changes)]);
    this.simulation.world.put({ ...object, attributes });
  }

  /** Deletes an object behind Terraform's back. */
  vanish({ type, id, realm }: WorldObject): void {
    this.simulation.world.remove(type, id, realm);
  }

  get everything(): string {
    return JSON.stringify(this.simulation.world.list());
  }
}
