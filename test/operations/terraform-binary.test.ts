import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { JangadaError } from "../../src/errors";
import { findTerraform } from "../../src/operations/terraform-binary";

/** A folder with programs of the given names, each of which says that it is that version. */
function programs(versions: Readonly<Record<string, string>>): string {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "binaries-"));
  for (const [name, version] of Object.entries(versions)) {
    fs.writeFileSync(path.join(folder, name), `#!/bin/sh\necho '{"terraform_version":"${version}"}'\n`, {
      mode: 0o755,
    });
  }
  return folder;
}

async function problemOf(env: NodeJS.ProcessEnv): Promise<{ code: string; text: string }> {
  try {
    await findTerraform(env);
  } catch (error) {
    if (JangadaError.is(error)) return { code: error.code, text: error.message };
    throw error;
  }
  throw new Error("it was accepted");
}

describe("findTerraform", () => {
  test("given terraform and tofu, takes terraform", async () => {
    const found = await findTerraform({ PATH: `${programs({ terraform: "1.11.4", tofu: "1.10.0" })}:/usr/bin:/bin` });

    expect(found).toEqual({ command: "terraform", product: "Terraform", version: "1.11.4" });
  });

  test("given tofu alone, takes it", async () => {
    const found = await findTerraform({ PATH: `${programs({ tofu: "1.10.5" })}:/bin` });

    expect(found).toMatchObject({ product: "OpenTofu", version: "1.10.5" });
  });

  test("given TERRAFORM_BINARY_NAME, takes what it names", async () => {
    const folder = programs({ terraform: "1.11.4", "my-tofu": "1.11.0" });

    const found = await findTerraform({ PATH: `${folder}:/bin`, TERRAFORM_BINARY_NAME: "my-tofu" });

    expect(found).toMatchObject({ command: "my-tofu", product: "OpenTofu" });
  });

  test("given neither on the PATH, says so and how to get it", async () => {
    const { code, text } = await problemOf({ PATH: programs({}) });

    expect(code).toBe("NO_TERRAFORM");
    expect(text).toContain("https://developer.hashicorp.com/terraform/install");
    expect(text).toContain("https://opentofu.org/docs/intro/install");
  });

  test("given a version that is too old, names it and what is supported", async () => {
    const { code, text } = await problemOf({ PATH: `${programs({ terraform: "1.5.7" })}:/bin` });

    expect(code).toBe("TERRAFORM_VERSION");
    expect(text).toContain("1.5.7");
  });

  test("given a program that is no Terraform, says so", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "binaries-"));
    fs.writeFileSync(path.join(folder, "terraform"), "#!/bin/sh\necho hello\n", { mode: 0o755 });

    expect(await problemOf({ PATH: `${folder}:/bin` })).toMatchObject({ code: "TERRAFORM_UNUSABLE" });
  });
});
