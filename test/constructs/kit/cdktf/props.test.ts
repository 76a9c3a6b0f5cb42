/** Props that are a section's fields, some of which only Terraform knows. */
import { Fn, Lazy, TerraformStack, Testing, Token } from "cdktf";
import { Construct } from "constructs";
import { z } from "zod";
import { orTokens, tokenOr, validateProps } from "../../../../src/constructs/kit/cdktf/props";
import { JangadaError, type Problem } from "../../../../src/errors";

const section = z
  .strictObject({
    size: z.enum(["small", "large"]).default("small"),
    storage: z.int().min(20).default(20).describe("GiB at the beginning."),
    most: z.int().optional(),
    allow: z.array(z.cidrv4()).min(1).optional(),
    parameters: z.record(z.string().regex(/^[a-z]+$/), z.string().max(5)).default({}),
    keys: z.array(z.strictObject({ id: z.string().regex(/^key-/) })).default([]),
    aws: z.strictObject({ encryptionKey: z.string().regex(/^arn:/, "An ARN.").optional() }).prefault({}),
  })
  .superRefine(({ storage, most }, context) => {
    if (most !== undefined && most < storage)
      context.addIssue({ code: "custom", path: ["most"], message: "Too little." });
  });

const token = Fn.join("", ["a", Lazy.stringValue({ produce: () => "b" })]);

const place = (): Construct => new Construct(new TerraformStack(Testing.app(), "stack"), "db");

function problems<S extends z.ZodType>(schema: S, props: unknown): readonly Problem[] {
  try {
    validateProps(place(), schema, props);
  } catch (error) {
    if (error instanceof JangadaError) return error.problems;
    throw error;
  }
  return [];
}

const messages = (schema: z.ZodType, props: unknown): readonly string[] =>
  problems(schema, props).map((problem) => `${problem.code} ${problem.place?.path ?? ""}`);

test("the token is one", () => {
  expect(Token.isUnresolved(token)).toBe(true);
});

describe("given a section and the fields that may be tokens", () => {
  const fields = ["aws.encryptionKey", "parameters.*", "allow.*", "keys.*.id", "most"];
  const props = orTokens(section, fields);

  test("then a token passes as it is in each of them, at any depth and behind defaults", () => {
    const given = {
      aws: { encryptionKey: token },
      parameters: { work: token, log: "all" },
      allow: ["10.0.0.0/8", token],
      keys: [{ id: token }],
      most: Token.asNumber(Lazy.numberValue({ produce: () => 100 })),
    };
    expect(validateProps(place(), orTokens(section, fields.slice(0, -1)), { ...given, most: 30 })).toMatchObject({
      ...given,
      most: 30,
    });
    // A number token is a large negative number: a check across fields that compares it must know.
    expect(messages(props, given)).toEqual(["TOKEN_NOT_ALLOWED most"]);
  });

  test("then everywhere else a token is refused by name", () => {
    expect(messages(props, { size: token })).toEqual(["TOKEN_NOT_ALLOWED size"]);
    expect(messages(props, { storage: Token.asNumber(token) })).toEqual(["TOKEN_NOT_ALLOWED storage"]);
  });

  test("then what is no token is checked as in the section, and each problem told", () => {
    expect(
      messages(props, {
        aws: { encryptionKey: "mine" },
        parameters: { work: "too long" },
        allow: ["x"],
        keys: [{ id: "x" }],
      }),
    ).toEqual([
      "INVALID_PROPS allow.0",
      "INVALID_PROPS parameters.work",
      "INVALID_PROPS keys.0.id",
      "INVALID_PROPS aws.encryptionKey",
    ]);
    expect(problems(props, { aws: { encryptionKey: "mine" } })[0]?.message).toContain("An ARN.");
    expect(messages(props, { allow: [] })).toEqual(["INVALID_PROPS allow"]);
    expect(messages(props, { parameters: { A: "b" } })).toEqual(["INVALID_PROPS parameters.A"]);
    expect(messages(props, { unknown: 1, aws: { other: 1 } })).toHaveLength(2);
  });

  test("then the section's defaults, its checks across fields and its descriptions hold", () => {
    expect(validateProps(place(), props, {})).toEqual({
      size: "small",
      storage: 20,
      parameters: {},
      keys: [],
      aws: {},
    });
    expect(messages(props, { storage: 50, most: 40 })).toEqual(["INVALID_PROPS most"]);
    expect(props.shape.storage.description).toBe("GiB at the beginning.");
  });

  test("then they can be extended", () => {
    const more = props.safeExtend({ account: tokenOr(z.string().regex(/^\d+$/)) });
    expect(validateProps(place(), more, { account: token })).toMatchObject({ account: token, storage: 20 });
    expect(messages(more, { storage: 50, most: 40 })).toEqual(["INVALID_PROPS account"]);
    expect(messages(more, { account: "1", storage: 50, most: 40 })).toEqual(["INVALID_PROPS most"]);
  });

  test("then the section itself is as it was", () => {
    expect(messages(section, { aws: { encryptionKey: token } })).toEqual(["TOKEN_NOT_ALLOWED aws.encryptionKey"]);
  });
});

test.each(["storag", "aws.kms", "storage.*", "aws.*", "parameters.work", "toString"])(
  "given a field %s that no section has, then that is an error at once",
  (field) => {
    expect(() => orTokens(section, [field])).toThrow(`no field '${field}'`);
  },
);

describe("given the check of a section's entry", () => {
  const check = ({ storage }: { storage: number }): { path: string[]; code: string; message: string }[] =>
    storage > 100 ? [{ path: ["aws", "storage"], code: "TOO_MUCH", message: "More than there is." }] : [];

  test("then what it finds is told of the construct, with its own code", () => {
    expect(() => validateProps(place(), section, { storage: 101 }, check)).toThrow(
      expect.objectContaining({
        problems: [
          { code: "TOO_MUCH", message: "More than there is.", place: { construct: "stack/db", path: "aws.storage" } },
        ],
      }) as JangadaError,
    );
  });

  test("then a warning refuses nothing, and a schema's own problems come first", () => {
    const warn = (settings: { storage: number }): object[] =>
      check(settings).map((problem) => ({ ...problem, severity: "warning" }));
    expect(validateProps(place(), section, { storage: 101 }, warn as typeof check)).toMatchObject({ storage: 101 });
    expect(() => validateProps(place(), section, { storage: "x" }, check)).toThrow("'storage'");
  });
});
