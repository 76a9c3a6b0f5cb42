/** The simulated AWS in a world in memory, played by a stand-in for Terraform's core. */
import { awsBehaviour } from "../../../src/providers/aws";
import type { ProviderHandlers } from "../../../src/rehearsal/protocol/handlers";
import type { ValueObject } from "../../../src/rehearsal/protocol/value";
import { simulatedProvider } from "../../../src/rehearsal/engine/engine";
import { loadSchema } from "../../../src/schemas/load";
import type { World } from "../../../src/rehearsal/world/world";
import { MemoryWorld } from "../../rehearsal/engine/in-memory";
import { complete, type Planned, Refused, TerraformCore } from "../../rehearsal/engine/terraform-core";
import { textAt, value } from "../support/simulated";

export type Given = { readonly [name: string]: unknown };

export const ACCOUNT = "111122223333";
export const REGION = "eu-west-1";

const schema = loadSchema("aws");

export class Aws {
  readonly handlers: ProviderHandlers;
  readonly core: TerraformCore;

  constructor(readonly world: World) {
    this.handlers = simulatedProvider({
      schema,
      behaviour: awsBehaviour,
      world,
    });
    this.core = new TerraformCore(this.handlers);
  }

  /** @param provider What the provider block says beside account and region. */
  static async open(provider: Given = {}, world: World = new MemoryWorld()): Promise<Aws> {
    const aws = new Aws(world);
    await aws.core.configure(
      value({ region: REGION, allowed_account_ids: [ACCOUNT], ...provider }) as Record<string, ValueObject[string]>,
    );
    return aws;
  }

  config(type: string, given: Given): ValueObject {
    const resource = this.core.schemaOf(type);
    return this.core.wire(resource, complete(resource, value(given) as ValueObject));
  }

  /** Creates, or changes what `prior` is. */
  make(type: string, given: Given, prior: ValueObject | null = null): Promise<ValueObject> {
    return this.core.apply(type, this.config(type, given), prior);
  }

  plan(type: string, given: Given, prior: ValueObject | null = null): Promise<Planned> {
    return this.core.plan(type, this.config(type, given), prior);
  }

  destroy(type: string, state: ValueObject): Promise<void> {
    return this.core.destroy(type, state);
  }

  read(type: string, state: ValueObject): Promise<ValueObject | null> {
    return this.core.read(type, state);
  }

  async imported(type: string, id: string): Promise<ValueObject> {
    const { imported, diagnostics } = await this.handlers.importState(this.core.session, type, id);
    if (diagnostics.length > 0) throw new Refused("import", diagnostics);
    return imported[0]?.state as ValueObject;
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
}

/** The words of the refusal. */
export async function refusal(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
  throw new Error("it was not refused");
}

export const idOf = (state: ValueObject): string => textAt(state, "id");

export interface Network {
  readonly vpc: ValueObject;
  /** In the first three zones of the region, `10.0.0.0/24` and the next ones. */
  readonly subnets: readonly ValueObject[];
  readonly subnetIds: readonly string[];
}

/** A VPC with three subnets. */
export async function network(aws: Aws, region = REGION): Promise<Network> {
  const vpc = await aws.make("aws_vpc", { cidr_block: "10.0.0.0/16" });
  const subnets: ValueObject[] = [];
  for (const [index, zone] of ["a", "b", "c"].entries()) {
    subnets.push(
      await aws.make("aws_subnet", {
        vpc_id: vpc.id,
        cidr_block: `10.0.${index}.0/24`,
        availability_zone: `${region}${zone}`,
      }),
    );
  }
  return { vpc, subnets, subnetIds: subnets.map(idOf) };
}

export const trust = (service: string): string =>
  JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: service } }],
  });

export const permission = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
});

export const role = (aws: Aws, name: string, service = "ec2.amazonaws.com"): Promise<ValueObject> =>
  aws.make("aws_iam_role", { name, assume_role_policy: trust(service) });

/** A cluster as small as EKS makes it, with API authentication. */
export async function cluster(aws: Aws, subnetIds: readonly string[], more: Given = {}): Promise<ValueObject> {
  const { arn } = await role(aws, "cluster", "eks.amazonaws.com");
  return aws.make("aws_eks_cluster", clusterConfig(arn as string, subnetIds, more));
}

export const clusterConfig = (arn: string, subnetIds: readonly string[], more: Given = {}): Given => ({
  name: "dev",
  role_arn: arn,
  version: "1.34",
  vpc_config: [{ subnet_ids: subnetIds.slice(0, 2) }],
  access_config: [{ authentication_mode: "API" }],
  ...more,
});
