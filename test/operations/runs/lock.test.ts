import { edited } from "../../helpers/edited";
import { isOwn, lockIn } from "../../../src/operations/runs/lock";
import type { LeftLock } from "../../../src/operations/runs/record";

/** As Terraform 1.11 tells it of a state in S3. */
const REFUSED = `Error acquiring the state lock: Error message: operation error S3: PutObject, https response error StatusCode: 412, api error PreconditionFailed
Lock Info:
  ID:        32068f98-822f-6adc-96cd-422b48bf4e77
  Path:      example-terraform-state/dev-network/terraform.tfstate
  Operation: OperationTypeApply
  Who:       ci@runner
  Version:   1.11.4
  Created:   2026-11-25 15:25:06.154418981 +0000 UTC
  Info:      

Terraform acquires a state lock to protect the state from being written`;

const LEFT: LeftLock = {
  kind: "apply",
  who: "ci@runner",
  version: "1.11.4",
  from: "2026-11-25T15:25:05.900Z",
  until: "2026-11-25T15:25:40.000Z",
};

describe("lockIn", () => {
  test("reads what Terraform tells of a lock", () => {
    expect(lockIn(REFUSED)).toEqual({
      id: "32068f98-822f-6adc-96cd-422b48bf4e77",
      operation: "OperationTypeApply",
      who: "ci@runner",
      version: "1.11.4",
      created: new Date("2026-11-25T15:25:06.154Z"),
    });
  });

  test.each([
    ["with a whole second", "2026-11-25 15:25:06 +0000 UTC", "2026-11-25T15:25:06.000Z"],
    ["with tenths of a second", "2026-11-25 15:25:06.1 +0000 UTC", "2026-11-25T15:25:06.000Z"],
  ])("given a time %s", (_how, written, expected) => {
    const lock = lockIn(edited(REFUSED, /2026-11-25 15:25:06\S* \+0000 UTC/, written));
    expect(lock?.created.toISOString().slice(0, 19)).toBe(expected.slice(0, 19));
  });

  test.each(["", "Error acquiring the state lock: resource temporarily unavailable", edited(REFUSED, "ID: ", "Id: ")])(
    "given a message that tells of none, finds none",
    (message) => {
      expect(lockIn(message)).toBeUndefined();
    },
  );
});

describe("isOwn", () => {
  const lock = lockIn(REFUSED);
  const own = (left: Partial<LeftLock>): boolean => lock !== undefined && isOwn(lock, { ...LEFT, ...left });

  test("given the lock that the run made, says yes", () => {
    expect(own({})).toBe(true);
    expect(own({ kind: "destroy" })).toBe(true);
  });

  test.each<[string, Partial<LeftLock>]>([
    ["somebody else's", { who: "ci@another-runner" }],
    ["another program's", { version: "1.12.0" }],
    ["that of another command", { kind: "plan" }],
    ["made before the run began", { from: "2026-11-25T15:26:00.000Z", until: "2026-11-25T15:27:00.000Z" }],
    ["made when the run was long gone", { from: "2026-11-25T15:20:00.000Z", until: "2026-11-25T15:24:00.000Z" }],
  ])("given a lock that is %s, says no", (_whose, left) => {
    expect(own(left)).toBe(false);
  });
});
