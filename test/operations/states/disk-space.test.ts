import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { JangadaError } from "../../../src/errors";
import { bytesNeeded, checkSpace, diskOf, type Disk } from "../../../src/operations/states/disk-space";

function refusal(disk: Partial<Disk>, stateBytes = 0): JangadaError | undefined {
  try {
    checkSpace(["/a", "/b"], stateBytes, (folder) => ({ folder, bytes: Number.MAX_SAFE_INTEGER, ...disk }));
    return undefined;
  } catch (error) {
    if (JangadaError.is(error)) return error;
    throw error;
  }
}

describe("checkSpace", () => {
  test("given room, says nothing", () => expect(refusal({ bytes: bytesNeeded(0), files: 1000 })).toBeUndefined());

  test("given a byte too little for what the state may come to, refuses with the place and what is needed", () => {
    const large = 10 * 1024 * 1024;

    expect(refusal({ bytes: bytesNeeded(large) }, large)).toBeUndefined();
    const refused = refusal({ bytes: bytesNeeded(large) - 1 }, large);
    expect(refused?.code).toBe("NO_SPACE");
    expect(refused?.problems[0]?.place?.file).toBe("/b");
    expect(refused?.message).toContain("96 MiB may be needed");
  });

  test("given bytes and no room for files, refuses", () => {
    expect(refusal({ files: 3 })?.message).toContain("room for 3 files");
  });

  test("asks the folder above of one that does not exist yet", () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "space-"));

    expect(diskOf(path.join(folder, "a", "b")).folder).toBe(folder);
    expect(diskOf(folder).bytes).toBeGreaterThan(0);
    fs.rmdirSync(folder);
  });
});
