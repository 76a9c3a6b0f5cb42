import { Lazy } from "cdktf";
import { withoutTokenTraces } from "../../../infra/modules/token-traces";

/** Where cdktf believes that a token was made. */
function traceOfToken(): readonly string[] {
  const lazy: { readonly creationStack?: readonly string[] } = Lazy.anyValue({ produce: () => "x" });
  return lazy.creationStack ?? [];
}

describe("withoutTokenTraces", () => {
  test("given work that makes tokens, when it runs, then none carries a trace, and afterwards they do again", () => {
    expect(withoutTokenTraces(traceOfToken)).toEqual([]);
    expect(traceOfToken().join("\n")).toContain("token-traces.test");
  });

  test("given work that throws, when it has thrown, then traces are taken again", () => {
    expect(() =>
      withoutTokenTraces(() => {
        throw new Error("broken");
      }),
    ).toThrow("broken");
    expect(traceOfToken()).not.toEqual([]);
  });

  test("given CDKTF_LOG_LEVEL=debug, when work makes tokens, then they carry their traces", () => {
    const before = process.env["CDKTF_LOG_LEVEL"];
    process.env["CDKTF_LOG_LEVEL"] = "debug";
    try {
      expect(withoutTokenTraces(traceOfToken)).not.toEqual([]);
    } finally {
      if (before === undefined) delete process.env["CDKTF_LOG_LEVEL"];
      else process.env["CDKTF_LOG_LEVEL"] = before;
    }
  });
});
