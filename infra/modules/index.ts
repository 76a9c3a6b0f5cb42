/** `jangada/stacks`: the stack modules, for an app of your own. */
export { BootstrapStack, type BootstrapStackProps } from "./bootstrap-stack";
export { EnvironmentStack, type EnvironmentStackProps, type Offer, stackName } from "./environment-stack";
export type { PlatformTarget } from "./platform-target";
export type { PreviousResource } from "./previous-state";
export {
  addEnvironment,
  AuthorityStack,
  ClusterStack,
  DataStack,
  NetworkStack,
  PlatformStack,
  WorkloadsStack,
} from "./stacks";
export { synthesize, type SynthesisOptions } from "./synthesize";
