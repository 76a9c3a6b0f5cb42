/** The base of every stack of an environment: state, providers, readable addresses, and where each resource comes from. */
import { Aspects, type TerraformElement, type TerraformRemoteState, TerraformStack } from "cdktf";
import { type Construct, type IConstruct, Node } from "constructs";
import { REQUIRED_TERRAFORM } from "../../src/catalog/terraform";
import { components } from "../../src/components";
import type { AttributeShape, Contract } from "../../src/model/contract";
import type { Tier } from "../../src/model/component";
import { Target } from "../../src/model/target";
import type { Environment } from "../../src/environment/environment";
import { isStackless } from "../../src/targets";
import { guardClusterAccess } from "./cluster-access";
import { deploymentOf, OUTPUTS, requireFrom } from "./deployment";
import { logicalId } from "./logical-id";
import { addMoves } from "./moves";
import { inBuildOrder } from "./build-order";
import type { PlatformTarget } from "./platform-target";
import { previousResources } from "./previous-state";
import { guardRenames } from "./rename-guard";
import { guardRevisions } from "./revision-guard";
import { StampSource } from "./stamp-source";
import { remoteStateOf, stateFile, configureStateBackend } from "./state";
import { guardServerSets } from "./server-set-guard";
import { guardVolumes } from "./volume-guard";

/** Something that a stack publishes. */
export interface Offer {
  readonly tier: Tier;
  readonly instance: IConstruct & { readonly attributes: unknown };
}

export interface EnvironmentStackProps {
  /** The checked environment file that the stack is built from. */
  readonly environment: Environment;
  /** Makes the providers, and serves the contracts of the components. */
  readonly target: PlatformTarget;
  /** The stacks of the environment's earlier tiers that this one reads from. */
  readonly upstream: readonly EnvironmentStack[];
}

export class EnvironmentStack extends TerraformStack {
  public readonly environment: Environment;
  public readonly tier: Tier;
  public readonly target: PlatformTarget;
  /** Everything that this stack and the ones before it publish, by output name. */
  public readonly offered: Map<string, Offer>;
  private readonly readers = new Map<Tier, TerraformRemoteState>();

  constructor(scope: Construct, tier: Tier, props: EnvironmentStackProps) {
    const { environment, target, upstream } = props;
    super(scope, stackName(environment, tier));
    this.environment = environment;
    this.tier = tier;
    this.target = target;
    this.offered = new Map(upstream.flatMap((stack) => [...stack.offered]));
    Target.use(this, target);
    this.addOverride("terraform.required_version", REQUIRED_TERRAFORM);
    configureStateBackend(this, this.node.id, this);
    for (const stack of upstream) if (!stack.isLiteral) this.addDependency(stack);
    Aspects.of(this).add(new StampSource(target.namedTypes));

    target.configure(this);
    for (const component of inBuildOrder(components, tier, environment)) {
      component.build[tier]?.(deploymentOf(component, this));
    }
    if (tier === "platform" || tier === "workloads") guardClusterAccess(this);

    const file = stateFile(environment.state, this.node.id);
    const previous = file ? previousResources(file) : [];
    target.checkPrevious(this, previous);
    guardRenames(this, previous);
    guardRevisions(this, previous);
    guardVolumes(this, previous);
    guardServerSets(this, previous);
    target.guardRemovals(this);
    addMoves(this);
  }

  /** Whether it is none: what it publishes is literal. */
  public get isLiteral(): boolean {
    return isStackless(this.environment.facts.target, this.tier);
  }

  /** The instance that a component of this or an earlier tier published. */
  public require<P, I extends IConstruct, S extends AttributeShape>(contract: Contract<P, I, S>, name: string): I {
    return requireFrom(this, contract, name);
  }

  /** The reader of an earlier tier's outputs. */
  public outputsOf(tier: Tier): TerraformRemoteState {
    let reader = this.readers.get(tier);
    if (!reader) {
      const { environment } = this;
      const upstream = stackName(environment, tier);
      reader = remoteStateOf(this, this.node.id, upstream, `${tier}-outputs`, this);
      this.readers.set(tier, reader);
    }
    return reader;
  }

  protected override allocateLogicalId(element: TerraformElement | Node): string {
    // Assets are no elements: they ask for the name of their node.
    const { scopes } = element instanceof Node ? element : element.node;
    const path = scopes.slice(scopes.indexOf(this) + 1).map((construct) => construct.node.id);
    // Outputs are named by their contract and instance, joined with `_` already.
    if (path[0] === OUTPUTS && path[1] !== undefined) return path[1];
    return logicalId(path);
  }
}

export function stackName(environment: Environment, tier: Tier): string {
  return `${environment.facts.name}-${tier}`;
}
