/**
 * What the real provider (5.100) made of each of these documents, byte for byte: written down by running it, and not to be
 * changed by hand.
 */
import * as fs from "node:fs";
import * as path from "node:path";
import { policyDocument } from "../../../src/providers/aws/iam/policy-document";
import { loadSchema } from "../../../src/schemas/load";
import type { BlockSchema } from "../../../src/schemas/provider-schema";
import type { ValueObject } from "../../../src/rehearsal/protocol/value";
import { normalObject } from "../../../src/rehearsal/engine/normalize";
import { complete } from "../../rehearsal/engine/terraform-core";
import { value } from "../support/simulated";

interface Judged {
  readonly config: object;
  readonly made?: {
    readonly id: string;
    readonly version: string;
    readonly json: string;
    readonly minified_json: string;
  };
  readonly refused?: string;
}

const FILE = path.join(__dirname, "..", "..", "fixtures", "aws", "policy-documents.json");
const judged = Object.entries(JSON.parse(fs.readFileSync(FILE, "utf8")) as Readonly<Record<string, Judged>>);
const schema = loadSchema("aws").dataSources["aws_iam_policy_document"] as BlockSchema;

const read = (config: object) => policyDocument(normalObject(schema, complete(schema, value(config) as ValueObject)));

describe("a policy document", () => {
  test.each(judged.filter(([, { made }]) => made))("is the provider's own: %s", (_name, { config, made }) => {
    const { state, diagnostics } = read(config);

    expect(diagnostics).toBeUndefined();
    expect(state).toMatchObject(made ?? {});
  });

  test.each(judged.filter(([, { refused }]) => refused))("is refused in the provider's words: %s", (_name, given) => {
    const { state, diagnostics = [] } = read(given.config);

    expect(state).toBeUndefined();
    expect(diagnostics.map(({ summary }) => summary)).toEqual([given.refused]);
  });

  test("is refused, where the provider only stops, with what is wrong", () => {
    const document = { Statement: [{ Effect: "Allow", Action: "a", Condition: { NumericLessThan: { age: [3600] } } }] };

    const { diagnostics = [] } = read({ source_policy_documents: [JSON.stringify(document)] });

    expect(diagnostics.map(({ summary }) => summary)).toEqual([
      "writing IAM Policy Document: merging source document 0: Unsupported data type float64 for IAMPolicyStatementConditionSet",
    ]);
  });

  test("is read from text that is no JSON at all: refused, with the argument's path", () => {
    const { diagnostics = [] } = read({ source_policy_documents: ["{}", "nope"] });

    expect(diagnostics.map(({ summary }) => summary)).toEqual([
      expect.stringMatching(/^"source_policy_documents\.1" contains an invalid JSON: /),
    ]);
  });
});
