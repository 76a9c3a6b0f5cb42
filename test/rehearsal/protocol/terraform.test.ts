/** The protocol as the real Terraform binary speaks it. */
import type { PlanRequest, PlanResponse, Session } from "../../../src/rehearsal/protocol/handlers";
import { serve, type ServedProvider } from "../../../src/rehearsal/protocol/server";
import type { ValueObject } from "../../../src/rehearsal/protocol/value";
import type { BlockSchema } from "../../../src/schemas/provider-schema";
import { loadSchema } from "../../../src/schemas/load";
import { refined, StubProvider } from "./support/stub-provider";
import { fileBlock, readBlock, type ReadProvider } from "./support/schema-views";
import { TerraformFolder } from "./support/terraform";

const CONFIGURATION = `
terraform {
  required_providers {
    kubernetes = { source = "hashicorp/kubernetes" }
    helm       = { source = "hashicorp/helm" }
  }
}

provider "kubernetes" {
  host = "https://kubernetes.example"
}

provider "helm" {
  kubernetes = { host = "https://kubernetes.example" }
}

resource "kubernetes_namespace" "shop" {
  metadata {
    name   = "shop"
    labels = { team = "sales" }
  }
}

resource "kubernetes_config_map" "settings" {
  metadata {
    name      = "settings"
    namespace = kubernetes_namespace.shop.metadata[0].name
  }
  data = { owner = "uid-\${kubernetes_namespace.shop.metadata[0].uid}" }
}

resource "helm_release" "shop" {
  name      = "shop"
  chart     = "oci://charts.example/shop"
  namespace = kubernetes_namespace.shop.metadata[0].name
  set = [
    { name = "replicas", value = "2" },
    { name = "owner", value = "uid-\${kubernetes_namespace.shop.metadata[0].uid}" },
  ]
}
`;

const REQUIRED = `
terraform {
  required_providers {
    kubernetes = { source = "hashicorp/kubernetes" }
  }
}
`;

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

/** A folder with a configuration of the kubernetes provider, served by a stub. */
async function rehearsed(kubernetes: StubProvider, configuration: string): Promise<TerraformFolder> {
  const served = await serve(kubernetes);
  const folder = new TerraformFolder([served]);
  open.push(served, { close: () => folder.remove() });
  folder.write(REQUIRED + configuration);
  await folder.mustRun("init");
  return folder;
}

describe("a provider of protocol 5 and one of protocol 6, served at once", () => {
  const kubernetes = new StubProvider(loadSchema("kubernetes"), 5);
  const helm = new StubProvider(loadSchema("helm"), 6);
  let served: ServedProvider[];
  let folder: TerraformFolder;

  beforeAll(async () => {
    served = await Promise.all([kubernetes, helm].map((provider) => serve(provider)));
    folder = new TerraformFolder(served);
    folder.write(CONFIGURATION);
  });

  afterAll(async () => {
    folder.remove();
    await Promise.all(served.map((provider) => provider.close()));
  });

  test("go through the whole life of a stack", async () => {
    await folder.mustRun("init");
    await folder.mustRun("validate");
    const plan = await folder.mustRun("plan", "-out=plan");
    expect(plan.stdout).toContain("Plan: 3 to add, 0 to change, 0 to destroy.");
    await folder.mustRun("apply", "plan");
    const again = await folder.run("plan", "-detailed-exitcode");
    expect(again).toMatchObject({ status: 0 });
    await folder.mustRun("destroy", "-auto-approve");
    expect((await folder.mustRun("state", "list")).stdout).toBe("");
    expect(kubernetes.calls).toEqual(
      expect.arrayContaining(["create kubernetes_config_map", "delete kubernetes_namespace"]),
    );
    expect(helm.calls).toEqual(expect.arrayContaining(["create helm_release", "delete helm_release"]));
  });

  test("receive unknown values with their refinements", () => {
    const seen = [...kubernetes.configs, ...helm.configs].flatMap(refined);
    expect(seen.map(({ refinements }) => Buffer.from(refinements as Uint8Array).toString("latin1"))).toEqual(
      expect.arrayContaining([expect.stringContaining("uid-")]),
    );
  });
});

describe("Terraform", () => {
  test("reads the schema as the file has it", async () => {
    const schemas = [loadSchema("kubernetes"), loadSchema("helm"), loadSchema("tls")];
    const served = await Promise.all(
      schemas.map((schema, index) => serve(new StubProvider(schema, index === 1 ? 6 : 5))),
    );
    const folder = new TerraformFolder(served);
    open.push(...served, { close: () => folder.remove() });
    folder.write(`
      provider "kubernetes" {}
      provider "helm" {}
      provider "tls" {}
    `);
    await folder.mustRun("init");
    const { stdout } = await folder.mustRun("providers", "schema", "-json");
    const { provider_schemas: read } = JSON.parse(stdout) as { provider_schemas: { [address: string]: ReadProvider } };
    for (const schema of schemas) {
      const provider = read[`registry.terraform.io/hashicorp/${schema.provider}`];
      expect(readBlock(provider?.provider.block)).toEqual(fileBlock(schema.config));
      const resources = Object.entries(provider?.resource_schemas ?? {});
      expect(resources.map(([type, { version, block }]) => [type, version, readBlock(block)])).toEqual(
        Object.keys(schema.resources)
          .sort()
          .map((type) => [type, schema.resources[type]?.version, fileBlock(schema.resources[type] as BlockSchema)]),
      );
      expect(Object.keys(provider?.data_source_schemas ?? {})).toEqual(Object.keys(schema.dataSources).sort());
    }
  });

  test("gives each provider instance of each process its own configuration", async () => {
    const kubernetes = new StubProvider(loadSchema("kubernetes"), 5);
    const served = await serve(kubernetes);
    open.push(served);
    const folders = ["one", "two", "three"].map((name) => {
      const folder = new TerraformFolder([served]);
      open.push({ close: () => folder.remove() });
      folder.write(`${REQUIRED}
        provider "kubernetes" {
          host = "https://${name}.example"
        }
        provider "kubernetes" {
          alias = "other"
          host  = "https://${name}-other.example"
        }
        resource "kubernetes_namespace" "here" {
          metadata { name = "${name}" }
        }
        resource "kubernetes_namespace" "there" {
          provider = kubernetes.other
          metadata { name = "${name}-other" }
        }
      `);
      return folder;
    });
    await Promise.all(folders.map((folder) => folder.mustRun("init")));
    await Promise.all(folders.map((folder) => folder.mustRun("apply", "-auto-approve")));
    const created = kubernetes.created.map(({ host, state }) => `${String(host)} ${String(metadataName(state))}`);
    const names = ["one", "one-other", "three", "three-other", "two", "two-other"];
    expect(created.sort()).toEqual(names.map((name) => `https://${name}.example ${name}`).sort());
  });

  test("keeps numbers exactly, through plan, state and refresh", async () => {
    const folder = await rehearsed(
      new StubProvider(loadSchema("kubernetes"), 5),
      `
      resource "kubernetes_manifest" "numbers" {
        manifest = {
          large    = 123456789012345678901234567890
          odd      = 9007199254740993
          tenth    = 0.1
          third    = 0.33333333333333333333333333333333
          negative = -17
          list     = [1, 1.5, null, "x", true]
          unicode  = "jangada ⛵"
        }
      }
      output "numbers" {
        value = kubernetes_manifest.numbers.manifest
      }
      `,
    );
    await folder.mustRun("apply", "-auto-approve");
    expect(await folder.run("plan", "-detailed-exitcode")).toMatchObject({ status: 0 });
    const { stdout } = await folder.mustRun("output", "-json", "numbers");
    expect(stdout.replace(/\s/g, "")).toBe(
      '{"large":123456789012345678901234567890,"list":[1,1.5,null,"x",true],"negative":-17,"odd":9007199254740993,' +
        '"tenth":0.1,"third":0.33333333333333333333333333333333,"unicode":"jangada⛵"}',
    );
  });

  test("imports, moves to another type, and reads data sources", async () => {
    const kubernetes = new StubProvider(loadSchema("kubernetes"), 5);
    const config = (type: string): string => `
      resource "${type}" "settings" {
        metadata { name = "settings" }
      }
      data "kubernetes_namespace" "shop" {
        metadata { name = "shop" }
      }
      output "namespace" {
        value = data.kubernetes_namespace.shop.id
      }
    `;
    const folder = await rehearsed(kubernetes, config("kubernetes_config_map"));
    await folder.mustRun("import", "kubernetes_config_map.settings", "default/settings");
    await folder.mustRun("apply", "-auto-approve");
    expect((await folder.mustRun("output", "-raw", "namespace")).stdout).toMatch(/^made-/);
    folder.write(`${REQUIRED}${config("kubernetes_config_map_v1")}
      moved {
        from = kubernetes_config_map.settings
        to   = kubernetes_config_map_v1.settings
      }
    `);
    const moved = await folder.mustRun("apply", "-auto-approve");
    expect(moved.stdout).toContain("0 added, 0 changed, 0 destroyed");
    expect((await folder.mustRun("state", "list")).stdout).toContain("kubernetes_config_map_v1.settings");
    expect((await folder.mustRun("state", "show", "kubernetes_config_map_v1.settings")).stdout).toContain(
      '"default/settings"',
    );
  });

  test("replaces what the provider says", async () => {
    class Replacing extends StubProvider {
      public override async plan(session: Session, request: PlanRequest): Promise<PlanResponse> {
        const answer = await super.plan(session, request);
        if (request.prior === null || request.proposed === null) return answer;
        const name = [{ attribute: "metadata" }, { index: 0 }, { attribute: "name" }];
        return { ...answer, requiresReplace: [name] };
      }
    }
    const config = (name: string): string => `
      resource "kubernetes_namespace" "shop" {
        metadata { name = "${name}" }
      }
    `;
    const folder = await rehearsed(new Replacing(loadSchema("kubernetes"), 5), config("shop"));
    await folder.mustRun("apply", "-auto-approve");
    folder.write(REQUIRED + config("store"));
    const { stdout } = await folder.mustRun("plan");
    expect(stdout).toContain("kubernetes_namespace.shop must be replaced");
    expect(stdout).toMatch(/name += "shop" -> "store" # forces replacement/);
  });

  test("shows where in the configuration a provider finds fault", async () => {
    class Strict extends StubProvider {
      public override validateResource(): readonly [] {
        const path = [{ attribute: "metadata" }, { index: 0 }, { attribute: "labels" }, { key: "team" }];
        return [{ severity: "error", summary: "Bad label", detail: "Labels are lower case.", path }] as unknown as [];
      }
    }
    const folder = await rehearsed(
      new Strict(loadSchema("kubernetes"), 5),
      `
      resource "kubernetes_namespace" "shop" {
        metadata {
          name = "shop"
          labels = {
            team = "Sales"
          }
        }
      }
      `,
    );
    const { status, stderr } = await folder.run("validate");
    expect(status).toBe(1);
    expect(stderr).toContain("Error: Bad label");
    expect(stderr).toContain("with kubernetes_namespace.shop");
    expect(stderr).toMatch(/metadata\[0\]\.labels|labels = \{|team = "Sales"/);
  });

  test("is told what the rehearsal does not simulate", async () => {
    const folder = await rehearsed(
      new StubProvider(loadSchema("kubernetes"), 5),
      `
      ephemeral "kubernetes_token_request_v1" "token" {
        metadata {
          name      = "robot"
          namespace = "shop"
        }
        spec {
          audiences = ["api"]
        }
      }
      output "manifest" {
        value = provider::kubernetes::manifest_encode({ kind = "ConfigMap" })
      }
      `,
    );
    const { status, stderr } = await folder.run("validate");
    expect(status).toBe(1);
    const flat = stderr.replace(/\s+/g, " ");
    expect(flat).toContain(
      'The rehearsal does not simulate the ephemeral resource "kubernetes_token_request_v1" of hashicorp/kubernetes',
    );
    expect(flat).toContain('The rehearsal does not simulate the function "manifest_encode" of hashicorp/kubernetes');
  });
});

function metadataName(state: ValueObject | null): unknown {
  const [metadata] = (state?.["metadata"] ?? []) as ValueObject[];
  return metadata?.["name"];
}
