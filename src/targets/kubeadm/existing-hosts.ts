/** The hosts of a file, as a rehearsal is told of them. */
import type { ExistingObject } from "../../model/existing";
import type { KubeadmBlock } from "./block";
import { STAGES } from "./stages";

/** A bastion is none of them: a rehearsal goes around it. */
export function existingHosts(settings: unknown): readonly ExistingObject[] {
  const block = settings as KubeadmBlock | undefined;
  if (!block) return [];
  const seenTo = STAGES.filter((stage) => block.stages[stage] === false);
  return block.hosts.map(({ name, address, port, user }) => ({
    kind: "host",
    name,
    address,
    port,
    user: user ?? block.user,
    ...(seenTo.length > 0 ? { seenTo } : {}),
  }));
}
