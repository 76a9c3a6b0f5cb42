/** The simulated Azure in a world in memory, played by a stand-in for Terraform's core. */
import { azurermBehaviour } from "../../../src/providers/azurerm";
import type { ProviderHandlers } from "../../../src/rehearsal/protocol/handlers";
import type { ValueObject } from "../../../src/rehearsal/protocol/value";
import { simulatedProvider } from "../../../src/rehearsal/engine/engine";
import { loadSchema } from "../../../src/schemas/load";
import type { World } from "../../../src/rehearsal/world/world";
import { MemoryWorld } from "../../rehearsal/engine/in-memory";
import { complete, type Planned, Refused, TerraformCore } from "../../rehearsal/engine/terraform-core";
import { value } from "../support/simulated";

export type Given = { readonly [name: string]: unknown };

export const SUBSCRIPTION = "11111111-2222-4333-a444-555555555555";
export const TENANT = "99999999-2222-4333-a444-555555555555";
export const REGION = "westeurope";
export const GROUP = `/subscriptions/${SUBSCRIPTION}/resourceGroups/dev`;

const schema = loadSchema("azurerm");

/** All that is known of newer ones is in it. */
export const NEWEST = "4.999.0";

/** Of the older SDK, in which the provider is written: defaults, and blocks that are left out and filled in by Azure. */
const TOLERATED =
  /planned for an argument that is not computed$|blocks are planned as unknown$|: 0 configured, 1 planned$/;

export class Azure {
  readonly handlers: ProviderHandlers;
  readonly core: TerraformCore;

  /** @param version of azurerm, as a file may raise it */
  constructor(
    readonly world: World,
    version?: string,
  ) {
    this.handlers = simulatedProvider({ schema: loadSchema("azurerm", version), behaviour: azurermBehaviour, world });
    this.core = new TerraformCore(this.handlers, TOLERATED);
  }

  /** With a resource group `dev`. @param provider What the provider block says beside subscription and tenant. */
  static async open(provider: Given = {}, world: World = new MemoryWorld(), version?: string): Promise<Azure> {
    const azure = new Azure(world, version);
    await azure.configure(provider);
    if (world.list().length === 0) await azure.make("azurerm_resource_group", { name: "dev", location: REGION });
    return azure;
  }

  configure(provider: Given): Promise<void> {
    const given = value({ subscription_id: SUBSCRIPTION, tenant_id: TENANT, ...provider }) as ValueObject;
    return this.core.configure({ ...complete(schema.config, given) });
  }

  config(type: string, given: Given): ValueObject {
    const resource = this.core.schemaOf(type);
    return this.core.wire(resource, complete(resource, value(given) as ValueObject));
  }

  /** Creates, or changes what `prior` is. */
  make(type: string, given: Given, prior: ValueObject | null = null): Promise<ValueObject> {
    return this.core.apply(type, this.config(type, given), prior);
  }

  /** The same in the group and region of the tests. */
  inGroup(type: string, given: Given, prior: ValueObject | null = null): Promise<ValueObject> {
    return this.make(type, { resource_group_name: "dev", location: REGION, ...given }, prior);
  }

  plan(type: string, given: Given, prior: ValueObject | null = null): Promise<Planned> {
    return this.core.plan(type, this.config(type, given), prior);
  }

  destroy(type: string, state: ValueObject): Promise<void> {
    return this.core.destroy(type, state);
  }

  async data(type: string, given: Given = {}): Promise<ValueObject> {
    const block = schema.dataSources[type];
    if (!block) throw new Error(`no such data source: ${type}`);
    const config = complete(block, value(given) as ValueObject);
    const { state, diagnostics } = await this.handlers.readDataSource(this.core.session, type, config);
    if (diagnostics.length > 0) throw new Refused("data", diagnostics);
    return state as ValueObject;
  }

  /** What there is of a type, as ids. */
  ids(type: string): readonly string[] {
    return this.world.list(type).map(({ id }) => id);
  }

  /** A virtual network `dev` with a subnet in it. */
  async subnet(more: Given = {}): Promise<{ readonly network: ValueObject; readonly subnet: ValueObject }> {
    const network = await this.inGroup("azurerm_virtual_network", { name: "dev", address_space: ["10.0.0.0/16"] });
    const subnet = await this.make("azurerm_subnet", {
      name: "nodes",
      resource_group_name: "dev",
      virtual_network_name: "dev",
      address_prefixes: ["10.0.0.0/20"],
      ...more,
    });
    return { network, subnet };
  }

  identity(name: string): Promise<ValueObject> {
    return this.inGroup("azurerm_user_assigned_identity", { name });
  }

  assign(role: string, scope: unknown, principal: unknown): Promise<ValueObject> {
    return this.make("azurerm_role_assignment", { scope, role_definition_name: role, principal_id: principal });
  }
}
