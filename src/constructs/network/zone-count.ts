/** How many zones an environment spreads over that does not say. */
import type { Profile } from "../../model/component";

/** Two are the least that managed clusters and databases take, three survive one with a majority. */
export const ZONES_BY_PROFILE: { readonly [P in Profile]: number } = { minimal: 2, standard: 3, full: 3 };
