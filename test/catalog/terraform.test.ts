import * as semver from "semver";
import { OPENTOFU_RANGE, REQUIRED_TERRAFORM, TERRAFORM_RANGE } from "../../src/catalog/terraform";

describe("the supported versions", () => {
  test.each([
    ["1.9.8", false],
    ["1.10.0", true],
    ["1.11.4", true],
    ["1.99.0", true],
    ["2.0.0", false],
  ])("%s is supported: %s", (version, expected) => {
    expect(semver.satisfies(version, TERRAFORM_RANGE)).toBe(expected);
    expect(semver.satisfies(version, OPENTOFU_RANGE)).toBe(expected);
  });

  test("are the same in every stack's required_version", () => {
    // Terraform separates with commas what npm separates with spaces.
    const asNpmWritesIt = REQUIRED_TERRAFORM.split(",")
      .map((part) => part.replaceAll(" ", ""))
      .join(" ");

    expect(asNpmWritesIt).toBe(TERRAFORM_RANGE);
    expect(asNpmWritesIt).toBe(OPENTOFU_RANGE);
  });
});
