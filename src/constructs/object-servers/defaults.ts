/** What the profile gives the servers of objects. Redundancy and cost differ; safety never does. */
import type { EnvironmentFacts, Profile } from "../../model/component";
import type { ObjectServersSection } from "./section";

type Sized = Required<Pick<ObjectServersSection, "servers" | "storage" | "copies" | "indexStorage" | "gateways">>;

/**
 * One server more than copies go on taking objects while one is away; of five in three zones, the loss of a zone takes two, and three
 * are left for three copies.
 */
const BY_PROFILE: Readonly<Record<Profile, Sized>> = {
  minimal: { servers: 1, storage: 20, copies: 1, indexStorage: 5, gateways: 1 },
  standard: { servers: 3, storage: 100, copies: 2, indexStorage: 10, gateways: 2 },
  full: { servers: 5, storage: 500, copies: 3, indexStorage: 50, gateways: 3 },
};

/** Of SeaweedFS, where nobody says. */
export const USUAL = BY_PROFILE.standard;

export function objectServersDefaults(
  { profile, protected: isProtected }: EnvironmentFacts,
  given: Readonly<Record<string, unknown>>,
): unknown {
  const { indexStorage, gateways, ...sized } = BY_PROFILE[profile];
  return {
    ...sized,
    // Each of MinIO's servers is all of it: what is written there all the same is refused.
    ...(given["engine"] === "minio" ? {} : { indexStorage, gateways }),
    protected: isProtected,
  };
}
