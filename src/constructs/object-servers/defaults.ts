/** What the profile gives the servers of objects. Redundancy and cost differ; safety never does. */
import type { EnvironmentFacts, Profile } from "../../model/component";
import type { ObjectServersSection } from "./section";

type Sized = Pick<ObjectServersSection, "servers" | "storage" | "copies" | "indexStorage" | "gateways">;

/**
 * One server more than copies go on taking objects while one is away; of five in three zones, the loss of a zone takes two, and three
 * are left for three copies.
 */
const BY_PROFILE: Readonly<Record<Profile, Sized>> = {
  minimal: { servers: 1, storage: 20, copies: 1, indexStorage: 5, gateways: 1 },
  standard: { servers: 3, storage: 100, copies: 2, indexStorage: 10, gateways: 2 },
  full: { servers: 5, storage: 500, copies: 3, indexStorage: 50, gateways: 3 },
};

export function objectServersDefaults({ profile, protected: isProtected }: EnvironmentFacts): unknown {
  return { ...BY_PROFILE[profile], protected: isProtected };
}
