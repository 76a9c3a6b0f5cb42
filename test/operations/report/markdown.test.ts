import { markerOf, MAX_COMMENT, renderMarkdown } from "../../../src/operations/report/markdown";
import { code, escape, fenced } from "../../../src/operations/report/markdown-text";
import type { ChangeParts } from "../plan-model/plans";
import { reviewOf } from "../review/reviews";
import { change, create, remove } from "../risk/changes";

const named = (parts: ChangeParts, name: string): ChangeParts => ({ ...parts, name });

/** As many changes as the number says, each with long values. */
function many(count: number): readonly ChangeParts[] {
  return Array.from({ length: count }, (_, index) =>
    named(
      change("aws_db_instance", { a: "x".repeat(150), b: index }, { a: "y".repeat(150), b: -index - 1 }),
      `databases_d${index}`,
    ),
  );
}

const depth = (text: string): number =>
  (text.match(/<details>/g)?.length ?? 0) - (text.match(/<\/details>/g)?.length ?? 0);

describe("Markdown", () => {
  test("begins with a marker that stays", () => {
    const before = renderMarkdown(reviewOf({ changes: [remove("aws_kms_key")] }));
    const after = renderMarkdown(reviewOf({ changes: [] }));

    expect(before.split("\n")[0]).toBe("<!-- jangada-review:rehearsed -->");
    expect(after.split("\n")[0]).toBe(before.split("\n")[0]);
  });

  test("its marker cannot be broken out of", () => {
    expect(markerOf(reviewOf({}), "a --> <b>--x")).toBe("<!-- jangada-review:a-b-x -->");
  });

  test("says what happens in the words of the file, with the risk and the place, and folds the rest", () => {
    const text = renderMarkdown(
      reviewOf({
        changes: [
          named(change("aws_db_instance", { allocated_storage: 20 }, { allocated_storage: 50 }), "databases_orders"),
          named(remove("aws_db_instance"), "databases_billing"),
        ],
        failOn: ["data-loss"],
      }),
    );

    expect(text).toContain(
      "database `orders`: storage 20 → 50 GiB <sub>infra/environments/dev/environment.yaml:7</sub>",
    );
    expect(text).toContain("database `billing`: removed");
    expect(text).toContain("| `dev` | 1 to update, 1 to destroy |");
    expect(text).toMatch(/🛑 \*\*data loss\*\*: It is deleted, and holds a database/);
    expect(text).toMatch(/<details><summary>Terraform: 1 to update<\/summary>\n\n {2}```diff\n {2}~ aws_db_instance/);
    expect(text).toContain("Refused by the gates");
    expect(text).toContain('- { address: aws_db_instance.databases_billing, risk: data-loss, reason: "<why>"');
    expect(text).toContain("Unchanged: `qa`.");
    expect(text).toContain("Rehearsed without credentials");
    expect(depth(text)).toBe(0);
  });

  test.each([60, 300, 3000])("%i changes fit into a comment", (count) => {
    const result = reviewOf({ changes: many(count), failOn: ["cost"] });

    const text = renderMarkdown(result, { pointer: "the job's artefacts" });

    expect(text.length).toBeLessThanOrEqual(MAX_COMMENT);
    expect(text.startsWith("<!-- jangada-review:rehearsed -->")).toBe(true);
    expect(depth(text)).toBe(0);
    expect((text.match(/^ *`{3,}/gm)?.length ?? 0) % 2).toBe(0);
    if (count > 60) {
      expect(text).toContain("the job's artefacts");
      expect(text).toContain(result.digest);
    }
  });

  test.each([2000, 5000, 9000, 20_000])("a limit of %i holds wherever it cuts", (limit) => {
    const text = renderMarkdown(reviewOf({ changes: many(100) }), { limit });

    expect(text.length).toBeLessThanOrEqual(limit);
    expect(text).toContain("Cut to fit");
    expect(depth(text)).toBe(0);
  });

  test("less is told before anything is cut: the worst stays", () => {
    const changes = [...many(200), named(remove("aws_db_instance"), "databases_important")];

    const text = renderMarkdown(reviewOf({ changes }));

    expect(text.indexOf("database `important`: removed")).toBeGreaterThan(0);
  });

  test("nothing in a value becomes Markdown, HTML or a mention", () => {
    const nasty = "</details><script>@everyone ``` | x";
    const text = renderMarkdown(
      reviewOf({
        changes: [named(change("aws_db_instance", { backup_window: "a" }, { backup_window: nasty }), "databases_x")],
      }),
    );
    const outside = text.replace(/^ *(`{3,})[\s\S]*?^ *\1$/gm, "");

    expect(outside).not.toContain("<script>");
    expect(outside).not.toContain("@everyone");
    expect(depth(outside)).toBe(0);
  });

  test("what expired or is used by nothing is told", () => {
    const entry = { address: "aws_kms_key.a", reason: "some good reason", expires: "2026-01-01" };
    const render = (now: string): string => renderMarkdown(reviewOf({ acknowledge: [entry], now: new Date(now) }));

    expect(render("2026-01-02")).toContain("`aws_kms_key.a` expired on 2026-01-01");
    expect(render("2026-01-01")).toContain("`aws_kms_key.a` is used by nothing");
  });

  test("a change of nothing says so", () => {
    const result = { ...reviewOf({}), environments: [] };

    expect(renderMarkdown(result)).toContain("**Nothing changes**");
  });

  test("sensitive values are not in it", () => {
    const secret = { ...create("terraform_data", { input: "hunter2-hunter2" }), afterSensitive: { input: true } };

    expect(renderMarkdown(reviewOf({ changes: [secret] }))).not.toContain("hunter2");
  });
});

describe("texts", () => {
  test.each([
    ["plain", "`plain`"],
    ["a`b", "`` a`b ``"],
    ["two\nlines", "`two lines`"],
  ])("%j as code", (text, expected) => {
    expect(code(text)).toBe(expected);
  });

  test("code within prose stays code", () => {
    expect(escape("`a_b` is *new*")).toBe("`a_b` is \\*new\\*");
  });

  test("a fence is longer than any within", () => {
    expect(fenced("````", "")).toBe("`````\n````\n`````");
  });
});
