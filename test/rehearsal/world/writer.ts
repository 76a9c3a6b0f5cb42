/**
 * A process for the tests of the world on disk to kill: creates objects for ever, removes every third again, and says
 * on its standard output what it was told is done.
 */
import { writeSync } from "node:fs";
import { objectOf } from "../../../src/rehearsal/protocol/value";
import { DiskWorld } from "../../../src/rehearsal/world/disk-world";

const world = DiskWorld.open(process.argv[2] as string);
for (let number = 0; ; number++) {
  const id = `object-${number}`;
  const attributes = objectOf([["payload", "x".repeat(number % 5000)]]);
  world.put({ type: "a_type", id, realm: "here", attributes, createdAt: new Date(0).toISOString() });
  writeSync(1, `put ${id}\n`);
  if (number % 3 === 0) {
    world.remove("a_type", id, "here");
    writeSync(1, `removed ${id}\n`);
  }
}
