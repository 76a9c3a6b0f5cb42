import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { OperationEvent } from "../../src/operations/events";
import { RunSecrets } from "../../src/operations/run-secrets";
import { terraformStep } from "../../src/operations/terraform";
import { findTerraform } from "../../src/operations/terraform-binary";
import { KnownSecrets } from "../../src/secret-scan";
import { PROGRAM_LIMIT } from "../helpers/limits";

const SECRET = "hunter2-Of-The-Sea";

describe("given a state, a plan and environment variables", () => {
  const state = JSON.stringify({
    version: 4,
    outputs: { word: { value: `${SECRET}-1`, sensitive: true } },
    resources: [
      {
        mode: "managed",
        type: "terraform_data",
        instances: [
          {
            attributes: { input: { value: { a: [`${SECRET}-2`] } }, id: "an-id-of-no-secret" },
            sensitive_attributes: [
              [
                { type: "get_attr", value: "input" },
                { type: "get_attr", value: "value" },
              ],
            ],
          },
        ],
      },
      { mode: "managed", type: "aws_db_instance", instances: [{ attributes: { password: `${SECRET}-3` } }] },
      {
        mode: "data",
        type: "aws_secretsmanager_secret_version",
        instances: [{ attributes: { secret_string: JSON.stringify({ user: "app", p: `${SECRET}-4` }) } }],
      },
    ],
  });
  const secrets = new RunSecrets({
    TF_VAR_db_password: `${SECRET}-5`,
    PATH: "/bin",
    API_TOKEN: "none",
    MODE: "simulated",
  });
  secrets.addState("dev-data", state);
  const known = new KnownSecrets();
  known.add(`${SECRET}-6`);
  secrets.add(known);

  test.each([1, 2, 3, 4, 5, 6])("withholds what is secret by its place %i", (place) => {
    const word = `${SECRET}-${place}`;

    expect(secrets.redact(`cannot use ${word} here`)).toBe("cannot use (sensitive) here");
    expect(secrets.redactKeys(`a.b[${JSON.stringify(word)}]`)).toBe('a.b["(sensitive)"]');
    expect(secrets.clean({ code: "X", message: `q=${encodeURIComponent(word)}` }).message).toBe("q=(sensitive)");
  });

  test("leaves the rest", () => {
    const text = "an-id-of-no-secret is simulated in /bin; none is app";

    expect(secrets.redact(text)).toBe(text);
    expect(secrets.redactKeys('a.b["eu-west-1a"]')).toBe('a.b["eu-west-1a"]');
  });

  test("does without what is no state", () => {
    const broken = new RunSecrets({});
    broken.addState("dev-data", "");
    broken.addState("dev-network", "[1,");

    expect(broken.redact("a text")).toBe("a text");
  });
});

describe("given a configuration whose precondition prints a secret", () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-diagnostics-"));
    const condition = {
      condition: '${var.db_password == ""}',
      error_message: "It is ${nonsensitive(var.db_password)}, which is wrong.",
    };
    fs.writeFileSync(
      path.join(folder, "main.tf.json"),
      JSON.stringify({
        variable: { db_password: { sensitive: true } },
        resource: {
          terraform_data: {
            a: { for_each: ["--token=kJ8mPq2vL9xR4wzT7"], lifecycle: { precondition: [condition] } },
          },
        },
      })
        .replace('["--token', '"${toset([\\"--token')
        .replace('T7"]', 'T7\\"])}"'),
    );
    execFileSync("terraform", ["init", "-input=false"], {
      cwd: folder,
      timeout: PROGRAM_LIMIT,
      env: { ...process.env, TF_CLI_CONFIG_FILE: "" },
    });
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  test("neither the problem, nor an event, nor an address shows it", async () => {
    const events: OperationEvent[] = [];
    const env = { ...process.env, TF_CLI_CONFIG_FILE: "", TF_VAR_db_password: SECRET };
    const result = await terraformStep(
      { binary: await findTerraform(), env, listener: (event) => events.push(event) },
      { name: "dev-data", folder, dependencies: [] },
      "plan",
    );

    const told = JSON.stringify([result, events]);
    expect(result.problems.map(({ message }) => message).join("\n")).toContain("It is (sensitive), which is wrong.");
    expect(told).not.toMatch(/hunter2|kJ8mPq/);
  });
});
