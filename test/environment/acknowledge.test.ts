/** `acknowledge` in the environment file. */
import { loadText } from "../../src/environment/load-file";
import { MADE_UP, SMALLEST } from "./made-up";

const load = (entry: string) =>
  loadText(`${SMALLEST}acknowledge: [${entry}]\n`, "environment.yaml", { components: MADE_UP });

test("an entry is read, with or without the risk", () => {
  const { environment, problems } = load(
    `{address: aws_kms_key.a-b_c, risk: data-loss, reason: moved elsewhere, expires: 2026-12-31}, {address: 'x_y.z["k"]', reason: all of its risks, expires: "2026-12-31"}`,
  );

  expect(problems).toEqual([]);
  expect(environment?.acknowledge).toEqual([
    { address: "aws_kms_key.a-b_c", risk: "data-loss", reason: "moved elsewhere", expires: "2026-12-31" },
    { address: 'x_y.z["k"]', reason: "all of its risks", expires: "2026-12-31" },
  ]);
});

test("without any there is an empty list", () => {
  expect(loadText(SMALLEST, "environment.yaml", { components: MADE_UP }).environment?.acknowledge).toEqual([]);
});

test.each([
  ["no reason", "{address: a_b.c, expires: 2026-12-31}", "acknowledge[0]"],
  ["a reason that is none", "{address: a_b.c, reason: ok, expires: 2026-12-31}", "acknowledge[0].reason"],
  ["no expiry", "{address: a_b.c, reason: moved elsewhere}", "acknowledge[0]"],
  ["a date that is none", "{address: a_b.c, reason: moved elsewhere, expires: 2026-02-30}", "acknowledge[0].expires"],
  [
    "an unknown risk",
    "{address: a_b.c, risk: dataloss, reason: moved elsewhere, expires: 2026-12-31}",
    "acknowledge[0].risk",
  ],
  ["a pattern", "{address: 'a_b.*', reason: moved elsewhere, expires: 2026-12-31}", "acknowledge[0].address"],
])("%s is refused at its place", (_, entry, path) => {
  const { environment, problems } = load(entry);

  expect(environment).toBeUndefined();
  expect(problems[0]?.place?.path).toContain(path);
});
