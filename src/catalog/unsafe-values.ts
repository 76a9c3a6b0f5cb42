/**
 * Chart values that undo what a platform is protected by, of any chart, at any depth: warned about where an environment file
 * is read, and an exposure where a plan brings them in. Data; how they are looked for stands in `find-unsafe-values.ts`.
 */
import { UNSAFE_OBJECT_SERVERS } from "./unsafe-object-servers";
import { UNSAFE_IMAGES, UNSAFE_PODS } from "./unsafe-pods";
import { UNSAFE_REACH, UNSAFE_TRANSPORT } from "./unsafe-reach";
import { UNSAFE_LOGS, UNSAFE_RIGHTS } from "./unsafe-rights";
import type { UnsafeValue } from "./unsafe-value-model";

export const UNSAFE_VALUES: readonly UnsafeValue[] = [
  ...UNSAFE_PODS,
  ...UNSAFE_IMAGES,
  ...UNSAFE_TRANSPORT,
  ...UNSAFE_REACH,
  ...UNSAFE_RIGHTS,
  ...UNSAFE_OBJECT_SERVERS,
  ...UNSAFE_LOGS,
];
