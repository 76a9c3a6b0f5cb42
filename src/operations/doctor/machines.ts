/** Checks of the way to machines of one's own: keys, who answers, who lets in. Nothing is changed on any. */
import type { Environment } from "../../environment/environment";
import { JangadaError } from "../../errors";
import type { Machine } from "../../model/machine";
import { factsOf, stateBackends } from "../../targets";
import { chooseEnvironments } from "../selection/environments";
import { reach } from "./cloud-access";
import { failed, type Finding, ok } from "./finding";

interface OfEnvironment {
  readonly environment: Environment;
  readonly machines: readonly Machine[];
}

/** Environments that have some. */
function withMachines(environments: readonly Environment[], project: string): readonly OfEnvironment[] {
  return environments
    .map((environment) => ({
      environment,
      machines: factsOf(environment.facts.target)?.machines?.(environment.facts.settings, project) ?? [],
    }))
    .filter(({ machines }) => machines.length > 0);
}

/** Whether the keys are there that the files name, and nobody else's. */
export function checkKeys(environments: readonly Environment[], project: string): readonly Finding[] {
  return withMachines(environments, project).flatMap(({ environment, machines }): readonly Finding[] => {
    const { name } = environment.facts;
    try {
      chooseEnvironments({ project, patterns: [name], reachesHosts: true });
      const files = new Set(
        machines.flatMap(({ keyFile, bastion }) => [keyFile, ...(bastion ? [bastion.keyFile] : [])]),
      );
      return [ok(`keys of ${name}`, [...files].join(", "))];
    } catch (error) {
      if (!JangadaError.is(error)) throw error;
      return error.problems.map(({ message, remedy = "See: jangada validate" }) =>
        failed(`keys of ${name}`, message, remedy),
      );
    }
  });
}

/** Whether the way to them is open: to the bastion, where there is one, for what lies behind it cannot be seen from here. */
export async function checkReach(environments: readonly Environment[], project: string): Promise<readonly Finding[]> {
  const places = new Map(
    withMachines(environments, project).flatMap(({ machines }) =>
      machines.map(({ address, port, bastion }) => {
        const place = bastion ?? { address, port };
        return [`${place.address}:${place.port}`, place] as const;
      }),
    ),
  );
  return Promise.all(
    [...places].map(async ([where, { address, port }]) => {
      const problem = await reach(address, port);
      return problem === undefined
        ? ok(where, "answers")
        : failed(
            where,
            `It does not answer: ${problem}.`,
            "Is it switched on, and does its firewall let this machine in?",
          );
    }),
  );
}

/** Whether each lets in who deploys, is who the file says, and can be deployed to. */
export async function checkAccess(environments: readonly Environment[], project: string): Promise<readonly Finding[]> {
  const all = withMachines(environments, project).flatMap(({ environment, machines }) =>
    machines.map((machine) => ({ machine, check: `${machine.name} of ${environment.facts.name}` })),
  );
  if (all.length === 0) return [];
  // Loaded late: most environments have no machines.
  const { askMachine } = require("../machines/ask-machine") as typeof import("../machines/ask-machine");
  const found = await Promise.all(
    all.map(async ({ machine, check }): Promise<readonly Finding[]> => {
      const { is, problems } = await askMachine(machine);
      if (problems.length === 0) return [ok(check, `lets ${machine.user} in${is === undefined ? "" : `: ${is}`}`)];
      return problems.map(({ message, remedy }) => failed(check, message, remedy));
    }),
  );
  return found.flat();
}

/** Variables without which a place of states is not found. */
export function checkStateVariables(
  environments: readonly Environment[],
  env: NodeJS.ProcessEnv = process.env,
): readonly Finding[] {
  const used = new Set(environments.map(({ state }) => state.backend));
  return stateBackends
    .filter(({ name }) => used.has(name as Environment["state"]["backend"]))
    .flatMap(({ title, variables = [], readyMade = "" }) =>
      variables.map((variable) =>
        env[variable]
          ? ok(variable, `set, for the states in a ${title}`)
          : failed(variable, `It is not set: Terraform does not find the ${title} of the states.`, `${readyMade}.`),
      ),
    );
}
