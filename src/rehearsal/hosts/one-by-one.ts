/**
 * Terraform registers its way through a proxy whenever a provisioner connects, in a map that nothing guards (RegisterDialerType of
 * internal/communicator/ssh/http_proxy.go, seen in 1.11.4): two at the same time end it with "concurrent map writes".
 */
const ONE_BY_ONE = "-parallelism=1";
const VARIABLES = ["TF_CLI_ARGS_apply", "TF_CLI_ARGS_destroy"] as const;

/** What Terraform is told where it may reach simulated hosts. */
export const HOSTS_ONE_BY_ONE: Readonly<Record<string, string>> = Object.fromEntries(
  VARIABLES.map((name) => [name, ONE_BY_ONE]),
);

/** The same environment for what reaches none: as much at a time as Terraform is used to. */
export function allAtOnce(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name, value]) => HOSTS_ONE_BY_ONE[name] !== value));
}
