/** A network and stacks to put databases into. */
import { DataResource, Fn, TerraformStack, Testing } from "cdktf";
import { Construct } from "constructs";
import type { INetwork, NetworkAttributes, Subnet, SubnetTier } from "../../../src/constructs/network/contract";
import type {
  DeliverSecretProps,
  GenerateSecretProps,
  ISecretStore,
  OpenedStore,
  OpenStoreProps,
  PublishSecretProps,
  SecretStoreAttributes,
  StoreReference,
} from "../../../src/constructs/secrets/contract";
import { StoreRegistry } from "../../../src/constructs/secrets/cluster/store-registry";
import type { PostgresDbProps } from "../../../src/constructs/postgres-db/props";

export class FakeNetwork extends Construct implements INetwork {
  public readonly networkId = "vpc-1";
  public readonly cidr = "10.20.0.0/16";
  public readonly attributes = {} as NetworkAttributes;

  constructor(
    scope: Construct,
    public readonly zones: readonly string[] = ["eu-west-1a", "eu-west-1b"],
  ) {
    super(scope, "network");
  }
  public subnets(tier: SubnetTier): readonly Subnet[] {
    return this.zones.map((zone) => ({ id: `subnet-${tier}-${zone}`, zone }));
  }
}

/** Notes what it is asked for. */
export class FakeStore extends Construct implements ISecretStore {
  public readonly prefix = "dev/";
  public readonly attributes = {} as SecretStoreAttributes;
  public readonly delivered: DeliverSecretProps[] = [];
  public readonly generated: GenerateSecretProps[] = [];
  public readonly published: PublishSecretProps[] = [];
  public readonly opened: OpenStoreProps[] = [];
  public administratorsOpenTo: string | undefined;
  private readonly registry = new StoreRegistry(this, this.prefix);

  public open(props: OpenStoreProps): OpenedStore {
    this.opened.push(props);
    return this.registry.open(props).store;
  }
  public openAdministrators(namespace: string): OpenedStore {
    this.administratorsOpenTo = namespace;
    return this.registry.openAdministrators(namespace).store;
  }
  public storeFor(namespace: string, remoteName: string): StoreReference {
    return this.registry.refer(namespace, remoteName);
  }

  public deliver(scope: Construct, id: string, props: DeliverSecretProps): Construct {
    this.delivered.push(props);
    return marker(scope, id);
  }
  public generate(scope: Construct, id: string, props: GenerateSecretProps): Construct {
    this.generated.push(props);
    return marker(scope, id);
  }
  public publish(scope: Construct, id: string, props: PublishSecretProps): Construct {
    this.published.push(props);
    return marker(scope, id);
  }
}

function marker(scope: Construct, id: string): Construct {
  const construct = new Construct(scope, id);
  new DataResource(construct, "Resource", { input: { id: Fn.rawString(id) } });
  return construct;
}

export function stackOf(): TerraformStack {
  return new TerraformStack(Testing.app(), "stack");
}

export function databaseProps(scope: Construct, props: Partial<PostgresDbProps> = {}): PostgresDbProps {
  return {
    name: "dev-orders",
    network: new FakeNetwork(scope),
    version: "17",
    region: "eu-west-1",
    account: "123456789012",
    ...props,
  };
}

export type Attributes = Readonly<Record<string, unknown>>;

export interface Synthesized {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Attributes>>>>;
  readonly output?: Readonly<Record<string, { readonly value: unknown }>>;
}

export function synthesized(stack: TerraformStack): Synthesized {
  return JSON.parse(Testing.synth(stack)) as Synthesized;
}

/** The one resource of a type. */
export function only(json: Synthesized, type: string): Attributes {
  const all = Object.values(json.resource[type] ?? {});
  if (all.length !== 1 || !all[0]) throw new Error(`${all.length} resources of type ${type}, not one`);
  return all[0];
}

/** The problems of the JangadaError that an action throws. */
export function problemsOf(
  action: () => unknown,
): readonly { readonly code: string; readonly message: string; readonly place?: { readonly path?: string } }[] {
  try {
    action();
  } catch (error) {
    return (error as { problems: ReturnType<typeof problemsOf> }).problems;
  }
  throw new Error("Nothing was refused.");
}
