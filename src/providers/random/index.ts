/** The simulated random provider (3.7.2): real randomness, kept in the state alone. */
import type { ProviderBehaviour, ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { randomBytesResource, randomId, randomUuid } from "./bytes";
import { randomInteger, randomShuffle } from "./choices";
import { randomPet } from "./pet";
import { REALM } from "./state-object";
import { ephemeralPassword, randomPassword, randomString } from "./texts";

const RESOURCES: { readonly [type: string]: ResourceBehaviour } = {
  random_bytes: randomBytesResource,
  random_id: randomId,
  random_integer: randomInteger,
  random_password: randomPassword,
  random_pet: randomPet,
  random_shuffle: randomShuffle,
  random_string: randomString,
  random_uuid: randomUuid,
};

let ephemerals: ProviderBehaviour["ephemeral"];
const ephemeralTypes = (): NonNullable<ProviderBehaviour["ephemeral"]> =>
  (ephemerals ??= { random_password: ephemeralPassword() });

export const randomBehaviour: ProviderBehaviour = {
  name: "random",
  stateOnly: true,
  realm: () => REALM,
  resource: (type) => RESOURCES[type],
  dataSource: () => undefined,
  get ephemeral() {
    // The schema is read where it is needed alone.
    return ephemeralTypes();
  },
};
