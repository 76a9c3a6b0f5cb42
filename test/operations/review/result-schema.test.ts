import * as fs from "node:fs";
import * as path from "node:path";
import Ajv from "ajv";
import { reviewJsonSchema, reviewSchema } from "../../../src/operations/review/result-schema";
import { change, remove } from "../risk/changes";
import { reviewOf } from "./reviews";

const committed: unknown = JSON.parse(
  fs.readFileSync(path.resolve(__dirname, "../../../schema/review.schema.json"), "utf8"),
);

describe("the schema of reviews", () => {
  test("that is committed is current", () => {
    // If this fails: npm run schema
    expect(committed).toEqual(JSON.parse(JSON.stringify(reviewJsonSchema())));
  });

  test("holds for a review with everything in it", () => {
    const result = reviewOf({
      changes: [
        remove("aws_db_instance"),
        change("aws_db_instance", { allocated_storage: 1 }, { allocated_storage: 2 }),
      ],
      acknowledge: [{ address: "aws_db_instance.thing", reason: "because of that", expires: "2026-01-01" }],
      failOn: ["data-loss"],
      problems: [{ code: "X", message: "x", place: { file: "f", line: 1 }, remedy: "r" }],
    });
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(committed as object);

    validate(JSON.parse(JSON.stringify(result)));

    expect(validate.errors).toBeNull();
    expect(reviewSchema.parse(result)).toEqual(result);
  });

  test("refuses another version", () => {
    expect(reviewSchema.safeParse({ ...reviewOf({}), schemaVersion: 1 }).success).toBe(false);
  });
});
