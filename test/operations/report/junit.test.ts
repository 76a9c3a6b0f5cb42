import { renderJunit } from "../../../src/operations/report/junit";
import { reviewOf } from "../review/reviews";
import { change, remove } from "../risk/changes";

const GONE = { ...remove("aws_db_instance"), name: "databases_orders" };
const QUIET = { ...change("aws_db_subnet_group", { a: 1 }, { a: 2 }), name: "databases_orders_subnets" };

/** Checks that tags are closed in order, and gives the attributes of each opened one. */
function parse(
  xml: string,
): readonly { readonly tag: string; readonly attributes: Readonly<Record<string, string>> }[] {
  const open: string[] = [];
  const found: { tag: string; attributes: Record<string, string> }[] = [];
  const body = xml.replace(/^<\?xml[^>]*\?>\n/, "");
  for (const [, closing, tag = "", rest = "", alone] of body.matchAll(
    /<(\/?)([a-z-]+)((?:\s+[a-z]+="[^"<]*")*)\s*(\/?)>/g,
  )) {
    if (closing) expect(open.pop()).toBe(tag);
    else {
      found.push({
        tag,
        attributes: Object.fromEntries(
          [...rest.matchAll(/([a-z]+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value]),
        ),
      });
      if (!alone) open.push(tag);
    }
  }
  expect(open).toEqual([]);
  // Nothing that looks like a tag is left over.
  expect(body.replace(/<\/?[a-z-]+(?:\s+[a-z]+="[^"<]*")*\s*\/?>/g, "")).not.toMatch(/[<>]/);
  return found;
}

describe("JUnit", () => {
  test("has a suite for each environment and a case for each change; the refused one fails", () => {
    const elements = parse(renderJunit(reviewOf({ changes: [GONE, QUIET], failOn: ["data-loss"] })));

    expect(elements[0]).toEqual({
      tag: "testsuites",
      attributes: { name: "jangada review", tests: "2", failures: "1", errors: "0" },
    });
    expect(elements[1]).toEqual({
      tag: "testsuite",
      attributes: { name: "dev", tests: "2", failures: "1", errors: "0" },
    });
    expect(elements.filter(({ tag }) => tag === "testcase").map(({ attributes }) => attributes)).toEqual([
      { classname: "dev.databases", name: "delete aws_db_instance.databases_orders" },
      { classname: "dev.databases", name: "update aws_db_subnet_group.databases_orders_subnets" },
    ]);
    expect(elements.filter(({ tag }) => tag === "failure")).toHaveLength(1);
  });

  test("without gates nothing fails, and the risks are told", () => {
    const xml = renderJunit(reviewOf({ changes: [GONE] }));

    expect(parse(xml).some(({ tag }) => tag === "failure")).toBe(false);
    expect(xml).toContain("data loss: It is deleted");
  });

  test("what could not be planned is an error; no text breaks the document", () => {
    const message = 'a <b> & "c" \u0007\u001b[31m ]]>';

    const xml = renderJunit(reviewOf({ problems: [{ code: "TERRAFORM", message }] }));

    expect(
      parse(xml)
        .filter(({ tag }) => tag === "error")
        .map(({ attributes }) => attributes["message"]),
    ).toEqual(["TERRAFORM", "not judged"]);
    expect(xml).toContain("a &lt;b&gt; &amp; &quot;c&quot; [31m ]]&gt;");
  });
});
