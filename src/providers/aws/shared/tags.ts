/** The provider's own tags, and over them a resource's: `tags_all`. */
import { isObject, isWhollyKnown, objectOf, UNKNOWN, type Value } from "../../../rehearsal/protocol/value";
import type { Session } from "../../../rehearsal/protocol/handlers";
import { isUnknown } from "../../../rehearsal/engine/attributes";
import { defaultTags } from "./location";

/** Unknown as a whole while any tag is, as the real provider plans it. A tag of the resource wins over a default. */
export function allTags(session: Session, tags: Value): Value {
  if (isUnknown(tags) || !isWhollyKnown(tags)) return UNKNOWN;
  return objectOf([...Object.entries(defaultTags(session) ?? {}), ...(isObject(tags) ? Object.entries(tags) : [])]);
}
