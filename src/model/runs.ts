/** Where a data service runs: with the cloud, or as pods of the cluster. One contract serves both. */
import type { Construct, IConstruct } from "constructs";
import { JangadaError } from "../errors";
import type { AttributeShape, Implementation, ImplementationLoader } from "./contract";

export const RUNS = ["managed", "in-cluster"] as const;
/** `managed`: the cloud runs it. `in-cluster`: an operator runs it as pods; so it serves every target. */
export type Runs = (typeof RUNS)[number];

/** What of a contract's shape tells where an instance runs. */
export type RunsShape = AttributeShape & { readonly runs: "string" };

type Loaders<P, I extends IConstruct, S extends RunsShape> = { readonly [R in Runs]?: ImplementationLoader<P, I, S> };

/**
 * How one target serves a contract whose props say where it runs.
 * @param contract the contract's name, for what is refused
 * @param loaders one for each that the target has
 */
export function byRuns<P extends { readonly runs: Runs }, I extends IConstruct, S extends RunsShape>(
  contract: string,
  loaders: Loaders<P, I, S>,
): Implementation<P, I, S> {
  const implementation = (scope: Construct, runs: string): Implementation<P, I, S> => {
    const load = Object.hasOwn(loaders, runs) ? loaders[runs as Runs] : undefined;
    if (load) return load();
    throw new JangadaError({
      code: "TARGET_CANNOT",
      message: `The target has no '${contract}' that runs '${runs}'.`,
      place: { construct: scope.node.path },
      remedy: `Write one of: ${Object.keys(loaders).join(", ")}.`,
    });
  };
  return {
    create: (scope, id, props) => implementation(scope, props.runs).create(scope, id, props),
    fromAttributes: (scope, id, attributes) =>
      implementation(scope, attributes["runs"] as string).fromAttributes(scope, id, attributes),
  };
}
