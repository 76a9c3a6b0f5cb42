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

describe("what is short, or a number", () => {
  const marked = (before: unknown, after: object): unknown =>
    readPlan(
      planOf([
        update({ input: before }, { input: before }, { name: "home", afterSensitive: { input: true } }),
        update({ a: "", n: 0, list: [] }, after),
      ]),
    ).changes[1]?.attributes.map(({ path, after: shown }) => [path, shown]);

  test.each<[what: string, secret: unknown, after: object, shown: readonly unknown[]]>([
    ["a PIN is hidden as a whole value", "4711", { a: "4711" }, [["a", HIDDEN]]],
    ["a PIN is not looked for in texts", "4711", { a: "port 4711 is open" }, [["a", "port 4711 is open"]]],
    ["a number is hidden as a whole value", 123456, { n: 123456 }, [["n", HIDDEN]]],
    ["a long number is not looked for in texts", "123456789012", { a: "x-123456789012" }, [["a", "x-123456789012"]]],
    ["a quantity is seen all the same", 5432, { from_port: 5432 }, [["from_port", 5432]]],
    [
      "`1` is hidden in its own place only",
      "1",
      { a: "1", n: 1 },
      [
        ["a", "1"],
        ["n", 1],
      ],
    ],
    ["`true` is hidden in its own place only", "true", { a: "true" }, [["a", "true"]]],
    [
      "a short word is hidden as a whole value",
      "hunter2",
      { a: "hunter2", list: ["a hunter2"] },
      [
        ["a", HIDDEN],
        ["list", ["a hunter2"]],
      ],
    ],
    [
      "an ordinary word is hidden as a whole value",
      "postgres",
      { a: "postgres", list: ["postgres:17"] },
      [
        ["a", HIDDEN],
        ["list", ["postgres:17"]],
      ],
    ],
  ])("%s", (_, secret, after, shown) => {
    expect(marked(secret, after)).toEqual(expect.arrayContaining([...shown]));
  });

  test("is hidden in its own place", () => {
    for (const secret of ["1", "true", "4711", 4711, true]) {
      const model = readPlan(planOf([update({ input: secret }, { input: 2 }, { beforeSensitive: { input: true } })]));
      expect(model.changes[0]?.attributes).toMatchObject([{ path: "input", before: HIDDEN, after: HIDDEN }]);
    }
  });
});

describe("what is secret in a key", () => {
  test("is masked in maps, in documents and in addresses, the same on both sides", () => {
    const change = update(
      { input: SECRET, map: { [SECRET]: 1 }, values: [`a: {"${SECRET}": 1}`] },
      { input: SECRET, map: { [SECRET]: 2 }, values: [`a: {"${SECRET}": 2}`] },
      { afterSensitive: { input: true }, address: `terraform_data.thing["${SECRET}"]` },
    );
    const [read] = masked([change]).changes;

    expect(read?.address).toBe('terraform_data.thing["(sensitive)"]');
    expect(read?.attributes.map(({ path, before, after }) => [path, before, after])).toEqual([
      ['map["(sensitive)"]', 1, 2],
      ['values[0].a["(sensitive)"]', 1, 2],
    ]);
  });
});

describe("what a message of a check holds", () => {
  test("is masked, and the rest of it is read", () => {
    const checks = [
      {
        address: { to_display: "terraform_data.thing" },
        status: "fail",
        instances: [{ problems: [{ message: `It is ${SECRET}, not ${encodeURIComponent("a b")}.` }] }],
      },
    ];
    const model = masked([update({ input: SECRET }, { input: SECRET }, { afterSensitive: { input: true } })], {
      checks,
    });

    expect(model.failedChecks).toEqual([
      { address: "terraform_data.thing", messages: ["It is (sensitive), not a%20b."] },
    ]);
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
    ["encryptionKey", "alias/foo", "alias/bar"],
    ["kms_key_id", "1234abcd-12ab-34cd-56ef-1234567890ab", "5678abcd-12ab-34cd-56ef-1234567890ab"],
    ["passwordSecretRef", "orders-db", "orders-db-2"],
    ["tokenPath", "/var/run/a", "/var/run/b"],
    ["keyRotation", false, true],
    ["passwordLength", 20, 24],
    ["http_tokens", "optional", "required"],
    [
      "source_code_hash",
      "kJ8mPq2vL9xR4wzT7kJ8mPq2vL9xR4wzT7kJ8mPq2vL=",
      "xJ8mPq2vL9xR4wzT7kJ8mPq2vL9xR4wzT7kJ8mPq2vL=",
    ],
    ["user_data", "#!/bin/sh\necho hello", "#!/bin/sh\nexport DB_PASSWORD=$(aws ssm get-parameter --name x)"],
    ["user_data_base64", "IyEvYmluL3NoCmVjaG8gaGVsbG8K", "IyEvYmluL3NoCmVjaG8gaGVsbG8gd29ybGQK"],
    ["description", "Bearer tokens are off", "The password is managed by RDS"],
  ])("%s is no secret", (name, before, after) => {
    expect(attributesOf([update({ [name]: before }, { [name]: after })])).toEqual([[name, before, after, false]]);
  });
});
