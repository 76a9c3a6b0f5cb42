import { causeOf, failureText, statusOf } from "../../src/operations/process-ending";

describe("causeOf", () => {
  test.each([
    ["by itself", { status: 0 }, "", undefined],
    ["by itself, with a failure", { status: 1 }, "Error: no", undefined],
    ["by itself, though it warned", { status: 0 }, "JavaScript heap out of memory", undefined],
    ["by a signal", { status: 143, signal: "SIGTERM" as const }, "", "was ended by SIGTERM"],
    ["by a signal, of which a shell told", { status: 139 }, "", "was ended by SIGSEGV"],
    ["by SIGKILL", { status: 137 }, "", expect.stringContaining("was killed (SIGKILL)")],
    ["for want of heap", { status: 134 }, "FATAL ERROR: Reached heap limit Allocation failed", "ran out of memory"],
    ["for want of memory in Go", { status: 2 }, "fatal error: runtime: out of memory", "ran out of memory"],
  ])("given a program that ended %s", (_how, ending, output, expected) => {
    expect(causeOf(ending, output)).toEqual(expected);
  });

  test("given that the kernel killed something for want of memory since, says so", () => {
    expect(causeOf({ status: 137 }, "", -1)).toContain("by the kernel, because the memory was used up");
  });
});

test("statusOf tells a signal as shells do", () => {
  expect([statusOf(3, null), statusOf(null, "SIGINT"), statusOf(null, "SIGABRT")]).toEqual([3, 130, 134]);
});

test("saidBy tells why a program could say nothing", () => {
  expect(failureText("Terraform", { status: 1, stdout: "", stderr: " no such plan\n" })).toBe("no such plan");
  expect(failureText("Terraform", { status: 143, stdout: "", stderr: "" })).toBe("Terraform was ended by SIGTERM.");
});
