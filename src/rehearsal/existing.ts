/**
 * What exists in the simulated clouds before anything is deployed: what the environment files name. The app writes it into a
 * folder; it is read anew when a file changes, so that running clouds learn of it.
 */
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { JangadaError } from "../errors";
import type { ExistingObjects } from "../model/existing";
import type { ProviderBehaviour } from "./engine/behaviour";
import { addHosts } from "./hosts/existing-hosts";
import type { World } from "./world/world";

const text = z.string().min(1);
const thing = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("encryption-key"),
    id: text,
    identity: text.exactOptional(),
    vault: text.exactOptional(),
  }),
  z.strictObject({ kind: z.literal("image-registry"), id: text }),
  z.strictObject({
    kind: z.literal("database-backup"),
    source: z.enum(["server", "copies", "backups", "snapshot"]),
    id: text,
    version: text,
    storage: z.number(),
    key: text.exactOptional(),
  }),
  z.strictObject({ kind: z.literal("dns-zone"), id: text, name: text, linked: z.boolean().exactOptional() }),
  z.strictObject({ kind: z.literal("subnet"), id: text, delegation: text.exactOptional() }),
  z.strictObject({
    kind: z.literal("network"),
    id: text,
    cidr: text,
    subnets: z.array(
      z.strictObject({
        id: text,
        zone: text.exactOptional(),
        delegation: text.exactOptional(),
        wayOut: z.boolean().exactOptional(),
      }),
    ),
  }),
  z.strictObject({
    kind: z.literal("cluster"),
    name: text,
    version: text,
    endpoint: text,
    certificateAuthority: text,
    securityGroupId: text,
    nodeRoleName: text,
  }),
  z.strictObject({
    kind: z.literal("cluster-by-id"),
    id: text,
    version: text,
    endpoint: text,
    certificateAuthority: text,
    oidcIssuer: text,
    principal: text,
  }),
  z.strictObject({
    kind: z.literal("host"),
    name: text,
    address: text,
    port: z.int(),
    user: text,
    seenTo: z.array(text).exactOptional(),
  }),
]);
const form = z.strictObject({
  environment: text,
  target: text,
  account: z.string(),
  region: z.string(),
  things: z.array(thing),
}) satisfies z.ZodType<ExistingObjects>;

export class ExistingFolder {
  private readonly known = new Map<string, string>();

  constructor(private readonly folder: string) {}

  /**
   * Puts into the world what is new in the folder.
   * @throws JangadaError EXISTING_INVALID for a file that the app did not write so
   */
  public addTo(world: World, behaviours: readonly ProviderBehaviour[]): void {
    for (const name of filesOf(this.folder)) {
      const file = join(this.folder, name);
      const { mtimeMs, size } = statSync(file);
      const version = `${mtimeMs} ${size}`;
      if (this.known.get(file) === version) continue;
      const things = read(file);
      addHosts(world, things);
      for (const behaviour of behaviours) behaviour.addExisting?.(world, things);
      this.known.set(file, version);
    }
  }
}

function filesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith(".json"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}

function read(file: string): ExistingObjects {
  try {
    return form.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch (cause) {
    throw new JangadaError(
      {
        code: "EXISTING_INVALID",
        message: "This is not what the app writes of what an environment names that exists.",
        place: { file },
        remedy: "Delete it: the next synth writes it anew.",
      },
      { cause },
    );
  }
}
