/** Which problems end a verb with which status. */
import { EXIT, statusOf } from "../../src/cli/exit-codes";

const status = (...codes: readonly string[]): number => statusOf(codes.map((code) => ({ code, message: "" })));

test.each([
  "PLAN_STALE",
  "NOT_REVIEWED",
  "REMOVAL_WITHOUT_ORDER",
  "REMOVED_IN_USE",
  "PROTECTED",
  "STACK_NEEDED",
  "NOT_CONFIRMED",
  "LOCAL_STATE_IN_CI",
  "STATE_BROKEN",
  "STATE_EMPTY",
  "STATE_MISSING",
  "STATE_NOT_SAVED",
  "STATE_REPLACED",
  "STATE_WENT_BACK",
])("%s is a refusal, and no longer one beside a failure", (code) => {
  expect(status(code)).toBe(EXIT.refused);
  expect(status(code, "TERRAFORM")).toBe(EXIT.error);
});

test("an interruption comes before a lock, and a lock before everything else", () => {
  expect(status("TERRAFORM", "STATE_LOCKED", "INTERRUPTED")).toBe(EXIT.interrupted);
  expect(status("TERRAFORM", "PLAN_STALE", "STATE_LOCKED")).toBe(EXIT.locked);
});

test("anything else is an error", () => {
  expect(status("TERRAFORM_KILLED")).toBe(EXIT.error);
  expect(status("NO_SPACE")).toBe(EXIT.error);
});
