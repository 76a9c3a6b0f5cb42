import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { MAX_COPIES, StateCopies } from "../../../src/operations/states/state-copies";
import { formOf, type SoundState } from "../../../src/operations/states/state-form";

function state(serial: number, resources: number): SoundState {
  const instances = Array.from({ length: resources }, () => ({}));
  const text = JSON.stringify({
    version: 4,
    serial,
    lineage: "one",
    resources: [{ mode: "managed", type: "t", name: "n", instances }],
  });
  const form = formOf(text);
  if (form.kind !== "sound") throw new Error(form.kind);
  return form;
}

let copies: StateCopies;
beforeEach(() => {
  copies = new StateCopies(path.join(fs.mkdtempSync(path.join(os.tmpdir(), "copies-")), "dev", "dev-data", "x"));
});
afterEach(() => fs.rmSync(path.resolve(copies.folder, "..", "..", ".."), { recursive: true, force: true }));

describe("StateCopies", () => {
  test("keeps what it is given, readable by its owner alone, and nothing besides", () => {
    copies.save(state(7, 2), new Date("2026-11-25T15:22:31.123Z"));

    const [copy] = copies.list();
    expect(copy).toMatchObject({ number: 1, serial: 7, at: "2026-11-25T15:22:31Z" });
    expect(fs.statSync(copy?.file ?? "").mode & 0o777).toBe(0o600);
    expect(fs.statSync(copies.folder).mode & 0o777).toBe(0o700);
    expect(fs.readdirSync(copies.folder)).toHaveLength(1);
    expect(copies.newestSound()?.state).toEqual(state(7, 2));
  });

  test("keeps the same once, and counts on where the clock goes back", () => {
    copies.save(state(7, 2), new Date("2026-11-25T00:00:00Z"));
    copies.save(state(7, 2));
    copies.save(state(8, 2), new Date("2020-01-01T00:00:00Z"));

    expect(copies.list().map(({ number, serial }) => [number, serial])).toEqual([
      [2, 8],
      [1, 7],
    ]);
  });

  test("given a copy that is damaged itself, goes back to the one before", () => {
    copies.save(state(7, 2));
    copies.save(state(8, 2));
    fs.truncateSync(copies.list()[0]?.file ?? "", 20);

    expect(copies.newestSound()?.state).toEqual(state(7, 2));
  });

  test("knows that there was nothing", () => {
    copies.save(state(7, 2));
    copies.save("none");

    expect(copies.newestSound()?.state).toBe("none");
  });

  test("lets the oldest go, and never the last that holds resources", () => {
    copies.save(state(1, 3));
    for (let serial = 2; serial < MAX_COPIES + 10; serial++) copies.save(state(serial, 0));

    const kept = copies.list().map(({ serial }) => serial);
    expect(kept).toHaveLength(MAX_COPIES + 1);
    expect(kept[0]).toBe(MAX_COPIES + 9);
    expect(kept.at(-1)).toBe(1);
  });
});
