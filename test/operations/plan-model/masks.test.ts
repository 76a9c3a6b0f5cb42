import { readPlan, type PlanModel } from "../../../src/operations/plan-model";
import { type ChangeParts, planOf, update } from "./plans";

const SECRET = "hunter2-hunter2";
const OTHER = "letmein-letmein";

/** Reads the plan, and makes sure that no secret is anywhere in the model. */
function masked(changes: readonly ChangeParts[], rest: object = {}): PlanModel {
  const model = readPlan(planOf(changes, rest));
  expect(JSON.stringify(model)).not.toMatch(/hunter2|letmein/);
  return model;
}

function attributesOf(changes: readonly ChangeParts[]): unknown {
  return masked(changes).changes[0]?.attributes.map(({ path, before, after, sensitive }) => [
    path,
    before,
    after,
    sensitive,
  ]);
}

const HIDDEN = "(sensitive)";

describe("what Terraform marks", () => {
  test.each([
    ["on both sides", true, true],
    ["only before", true, false],
    ["only after", false, true],
  ])("is masked when marked %s", (_, before, after) => {
    const change = update(
      { input: SECRET },
      { input: OTHER },
      { beforeSensitive: { input: before }, afterSensitive: { input: after } },
    );

    expect(attributesOf([change])).toEqual([["input", HIDDEN, HIDDEN, true]]);
  });

  test("is masked in lists wherever it stands, also when entries changed places", () => {
    const change = update(
      {
        users: [
          { who: "a", hash: SECRET },
          { who: "b", hash: "x" },
        ],
      },
      {
        users: [
          { who: "b", hash: "x" },
          { who: "c", hash: OTHER },
          { who: "d", hash: SECRET },
        ],
      },
      { beforeSensitive: { users: [{ hash: true }, {}] } },
    );

    expect(JSON.stringify(attributesOf([change]))).toContain(HIDDEN);
  });

  test("is masked as a whole where the whole is marked", () => {
    const change = update(
      { all: { deep: [SECRET], n: 123456 } },
      { all: { deep: [OTHER], n: 123456 } },
      { afterSensitive: { all: true } },
    );

    expect(attributesOf([change])).toEqual([["all", HIDDEN, HIDDEN, true]]);
  });

  test("is no change if it stays", () => {
    const change = update({ input: SECRET, a: 1 }, { input: SECRET, a: 2 }, { afterSensitive: { input: true } });

    expect(attributesOf([change])).toEqual([["a", 1, 2, false]]);
  });

  test("is masked where it was copied to", () => {
    const change = update(
      { input: SECRET, note: "none", values: ["a: 1"] },
      { input: SECRET, note: `the word is ${SECRET}.`, values: [`db:\n  dsn: "u=${SECRET}"\n  port: 5432\n`] },
      { afterSensitive: { input: true } },
    );

    expect(attributesOf([change])).toEqual([
      ["note", HIDDEN, HIDDEN, true],
      ["values[0].a", 1, undefined, false],
      ["values[0].db.dsn", undefined, HIDDEN, true],
      ["values[0].db.port", undefined, 5432, false],
    ]);
  });

  test("is masked in drift, in outputs and of variables", () => {
    const model = masked([update({ note: "" }, { note: `x ${OTHER}` })], {
      output_changes: {
        word: { actions: ["update"], before: "a", after: SECRET, after_unknown: false, after_sensitive: true },
      },
      variables: { word: { value: OTHER } },
      configuration: { root_module: { variables: { word: { sensitive: true } } } },
    });

    expect(model.outputs).toMatchObject([{ name: "word", sensitive: true, attributes: [{ sensitive: true }] }]);
  });
});

describe("what the provider's schema marks", () => {
  test("is masked where the plan has lost the mark", () => {
    const change = update({ password: SECRET }, { password: OTHER }, { type: "aws_db_instance" });

    expect(attributesOf([change])).toEqual([["password", HIDDEN, HIDDEN, true]]);
  });

  test("is masked within blocks", () => {
    const block = (value: string): object => ({ set_sensitive: [{ name: "auth", value }] });

    expect(attributesOf([update(block(SECRET), block(OTHER), { type: "helm_release" })])).toEqual([
      ["set_sensitive.auth.value", HIDDEN, HIDDEN, true],
    ]);
  });
});

describe("what its name or form tells", () => {
  test.each([
    ["a name", { dbPassword: SECRET }, { dbPassword: OTHER }],
    ["a name in a document", { values: [`auth: {apiKey: ${SECRET}}`] }, { values: [`auth: {apiKey: ${OTHER}}`] }],
    [
      "a container's variable",
      { env: [{ name: "DB_PASSWORD", value: SECRET }] },
      { env: [{ name: "DB_PASSWORD", value: OTHER }] },
    ],
    [
      "a Kubernetes Secret in a manifest",
      { m: `kind: Secret\ndata:\n  x: ${SECRET}\n` },
      { m: `kind: Secret\ndata:\n  x: ${OTHER}\n` },
    ],
    ["a URL with a password", { url: `postgres://u:${SECRET}@db/x` }, { url: `postgres://u:${OTHER}@db/x` }],
    [
      "a private key",
      { pem: `-----BEGIN RSA PRIVATE KEY-----\n${SECRET}` },
      { pem: `-----BEGIN RSA PRIVATE KEY-----\n${OTHER}` },
    ],
  ])("is masked: %s", (_, before, after) => {
    const attributes = attributesOf([update(before, after)]) as unknown[][];

    expect(attributes).toHaveLength(1);
    expect(attributes[0]?.slice(1)).toEqual([HIDDEN, HIDDEN, true]);
  });

  test.each([
    ["manage_master_user_password", false, true],
    ["existingSecret", "orders-db", "orders-db-2"],
    ["secret_arn", "arn:aws:secretsmanager:a", "arn:aws:secretsmanager:b"],
    ["token_ttl", "1h", "2h"],
    ["secretName", "a", "b"],
  ])("%s is no secret", (name, before, after) => {
    expect(attributesOf([update({ [name]: before }, { [name]: after })])).toEqual([[name, before, after, false]]);
  });
});
