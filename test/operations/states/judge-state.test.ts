import { formOf, type SoundState } from "../../../src/operations/states/state-form";
import { type Evidence, judgeState } from "../../../src/operations/states/judge-state";

function state(serial: number, resources = 1, lineage = "one"): SoundState {
  const list = [{ mode: "managed", type: "t", name: "n", instances: Array.from({ length: resources }, () => ({})) }];
  const form = formOf(JSON.stringify({ version: 4, serial, lineage, resources: list }));
  if (form.kind !== "sound") throw new Error(form.kind);
  return form;
}

const known = (of: SoundState | "none"): Evidence["newestCopy"] => ({
  copy: { number: 1, serial: 1, at: "2026-11-25T00:00:00Z", file: "/copy" },
  state: of,
});
const code = (evidence: Partial<Evidence>): string =>
  judgeState({
    stack: { name: "dev-data", environment: "dev" },
    place: "/state",
    form: { kind: "none" },
    newestCopy: undefined,
    rescued: [],
    ...evidence,
  }).trouble?.code ?? "fine";
const errored = (of: SoundState) => [{ kind: "errored" as const, file: "/errored.tfstate", state: of }];
const backup = { file: "/state.backup", state: state(3) };
const empty = { kind: "empty" } as const;

describe("judge", () => {
  test.each<[string, Partial<Evidence>, string]>([
    ["nothing, of which nothing is known", {}, "fine"],
    ["nothing, where there was something", { newestCopy: known(state(3)) }, "STATE_MISSING"],
    ["nothing, after a destruction", { newestCopy: known(state(9, 0)) }, "fine"],
    ["an empty file that nothing explains", { form: empty }, "STATE_EMPTY"],
    ["an empty file beside a lock", { form: empty, hasLeftLock: true }, "fine"],
    ["an empty file beside a lock and a backup", { form: empty, hasLeftLock: true, backup }, "STATE_EMPTY"],
    [
      "an empty file, where nothing was known to be, whoever took the lock away",
      { form: empty, newestCopy: known("none") },
      "fine",
    ],
    ["an empty file, where a backup tells of more", { form: empty, newestCopy: known("none"), backup }, "STATE_EMPTY"],
    [
      "an empty file, where there was something",
      { form: empty, newestCopy: known(state(3)), hasLeftLock: true },
      "STATE_EMPTY",
    ],
    ["a later state", { form: state(4), newestCopy: known(state(3)) }, "fine"],
    ["an older state", { form: state(2), newestCopy: known(state(3)) }, "STATE_WENT_BACK"],
    ["an older state after a destruction", { form: state(2), newestCopy: known(state(9, 0)) }, "STATE_WENT_BACK"],
    ["another state", { form: state(8, 1, "two"), newestCopy: known(state(3)) }, "STATE_REPLACED"],
    ["another state after a destruction", { form: state(1, 1, "two"), newestCopy: known(state(9, 0)) }, "fine"],
    ["what was not written, and is newer", { form: state(4), rescued: errored(state(5)) }, "STATE_NOT_SAVED"],
    ["what was not written, and stands there by now", { form: state(5), rescued: errored(state(5)) }, "fine"],
    ["what was not written of another state", { form: state(4), rescued: errored(state(5, 1, "two")) }, "fine"],
    ["what was not written of the very first apply", { rescued: errored(state(1)) }, "STATE_NOT_SAVED"],
    [
      "a damaged state, and an older rest",
      { form: { kind: "broken", why: "x" }, newestCopy: known(state(6)), rescued: errored(state(5)) },
      "STATE_BROKEN",
    ],
    ["what cannot be seen into", { form: { kind: "opaque" }, newestCopy: known(state(3)) }, "fine"],
  ])("given %s", (_name, evidence, expected) => expect(code(evidence)).toBe(expected));
});
