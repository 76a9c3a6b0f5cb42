/** Serves every contract, with nothing of a cloud: what neutral code builds on it is neutral. */
import { type TerraformStack, TerraformVariable } from "cdktf";
import type { IConstruct } from "constructs";
import { configureClusterClients } from "../../../infra/modules/cluster-clients";
import type { EnvironmentStack } from "../../../infra/modules/environment-stack";
import type { PlatformTarget } from "../../../infra/modules/platform-target";
import type { AttributeShape, Contract, ImplementationLoader } from "../../../src/model/contract";
import { Target } from "../../../src/model/target";
import { stubFacts } from "./facts";
import { stubCache, stubCacheServices } from "./cache";
import { stubAuthority, stubCluster, stubNetwork } from "./network";
import { stubBroker, stubBrokerAccess, stubBrokerServices } from "./brokers";
import {
  stubIngress,
  stubObjectStore,
  stubObservability,
  stubPostgres,
  stubSecrets,
  stubSecretsKey,
  stubServices,
  stubStateBucket,
  stubVelero,
} from "./services";

/** By contract. */
export const STUBS = {
  network: stubNetwork,
  "cluster-authority": stubAuthority,
  "k8s-cluster": stubCluster,
  "postgres-db": stubPostgres,
  "postgres-services": stubServices,
  rabbitmq: stubBroker,
  "rabbitmq-access": stubBrokerAccess,
  "rabbitmq-services": stubBrokerServices,
  redis: stubCache,
  "redis-services": stubCacheServices,
  "secrets-key": stubSecretsKey,
  secrets: stubSecrets,
  ingress: stubIngress,
  observability: stubObservability,
  "object-storage": stubObjectStore,
  "state-bucket": stubStateBucket,
  velero: stubVelero,
} as const;

export class StubTarget extends Target implements PlatformTarget {
  public readonly name = stubFacts.name;
  public readonly namedTypes: readonly string[] = [];
  public readonly sharedStates = {};

  public configure(stack: EnvironmentStack): void {
    for (const name of ["certificate", "key"]) new TerraformVariable(stack, name, { type: "string", sensitive: true });
    configureClusterClients(stack);
  }
  public configureBootstrap(_stack: TerraformStack): void {}
  public checkPrevious(): void {}
  public guardRemovals(): void {}
  public existingNames(): string {
    return "toset([])";
  }

  protected override loaderOf<P, I extends IConstruct, S extends AttributeShape>(
    contract: Contract<P, I, S>,
  ): ImplementationLoader<P, I, S> | undefined {
    const stub: unknown = STUBS[contract.name as keyof typeof STUBS];
    return stub as ImplementationLoader<P, I, S> | undefined;
  }
}
