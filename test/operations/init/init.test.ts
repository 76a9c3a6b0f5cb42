/** A project is begun: what is written, what is kept, and what is refused. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { loadEnvironments } from "../../../src/environment/load";
import { type Answers, completeAnswers, PROFILE_CHOICES } from "../../../src/operations/init/answers";
import { init, type InitOptions } from "../../../src/operations/init/init";
import { problemWith } from "../../../src/operations/init/judge-answers";
import { problemsOf } from "../../helpers/problems-of";

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-init-"));
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const begin = (answers: Partial<Answers> = {}, more: Partial<InitOptions> = {}) => init({ folder, answers, ...more });
const read = (name: string): string => fs.readFileSync(path.join(folder, name), "utf8");
const readJson = (name: string) => JSON.parse(read(name)) as Record<string, Record<string, string>>;
const write = (name: string, text: string): void => fs.writeFileSync(path.join(folder, name), text);
const everything = (): string[] =>
  fs.readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => entry.name);

describe("given an empty folder", () => {
  it("writes a project whose environment is valid, and says what it assumed", () => {
    const { files, assumed } = begin({ account: "111122223333" });

    expect(files.map(({ name, outcome }) => `${outcome} ${name}`)).toEqual([
      "created package.json",
      "created tsconfig.json",
      "created cdktf.json",
      "created infra/main.ts",
      "created infra/environments/dev/environment.yaml",
      "created .gitignore",
    ]);
    expect(assumed).toMatchObject({ name: "dev", region: "eu-west-1", databases: ["app"] });
    expect(assumed).not.toHaveProperty("account");
    const loaded = loadEnvironments(path.join(folder, "infra", "environments"));
    expect(loaded.broken).toEqual([]);
    expect(loaded.environments[0]?.facts).toMatchObject({ account: "111122223333", profile: "minimal" });
    expect(read(".gitignore").split("\n")).toEqual(expect.arrayContaining([".jangada/", "*.tfstate", "node_modules/"]));
  });

  it("pins what this version is tested with, and this version", () => {
    begin({}, { dependency: "file:../jangada.tgz" });
    const own = JSON.parse(fs.readFileSync(path.resolve(__dirname, "../../../package.json"), "utf8")) as {
      devDependencies: Record<string, string>;
    };

    expect(readJson("package.json")["dependencies"]).toEqual({
      "@cdktf/provider-aws": own.devDependencies["@cdktf/provider-aws"],
      "@cdktf/provider-helm": own.devDependencies["@cdktf/provider-helm"],
      "@cdktf/provider-kubernetes": own.devDependencies["@cdktf/provider-kubernetes"],
      "@cdktf/provider-random": own.devDependencies["@cdktf/provider-random"],
      "@cdktf/provider-tls": own.devDependencies["@cdktf/provider-tls"],
      cdktf: own.devDependencies["cdktf"],
      constructs: own.devDependencies["constructs"],
      jangada: "file:../jangada.tgz",
    });
  });

  it.each<Partial<Answers>>([
    { profile: "full", name: "prod", host: "shop.example.org", dnsZone: "example.org" },
    { region: "cn-north-1", stateBucket: "example-terraform-state" },
    { databases: [], owner: "Ada: platform + data" },
    { databases: ["orders", "on"], admins: ["arn:aws:iam::123456789012:user/ada"] },
    ...PROFILE_CHOICES.map(({ value }) => ({ profile: value })),
  ])("makes a valid environment of %j", (answers) => {
    const { environment } = begin(answers);
    const { environments, broken } = loadEnvironments(path.join(folder, "infra", "environments"));

    expect(broken).toEqual([]);
    expect(environments.map(({ facts }) => facts.name)).toEqual([environment]);
    expect(environments[0]?.facts.owner).toBe(answers.owner ?? "platform-team");
  });
});

describe("given the target aks", () => {
  it("writes its block by its own words, and a project with its bindings", () => {
    const { assumed } = begin({ target: "aks", accountDetails: { tenant: "99999999-2222-4333-a444-555555555555" } });
    const { environments, broken } = loadEnvironments(path.join(folder, "infra", "environments"));

    expect(broken).toEqual([]);
    expect(environments[0]?.facts).toMatchObject({
      target: "aks",
      region: "westeurope",
      accountDetails: { tenant: "99999999-2222-4333-a444-555555555555" },
    });
    expect(assumed).toHaveProperty("account");
    expect(assumed).not.toHaveProperty("accountDetails");
    // Databases and brokers of the file begin with a password by chance.
    expect(Object.keys(readJson("package.json")["dependencies"] as object).sort()).toEqual(
      [
        ...["azurerm", "helm", "kubernetes", "random", "tls"].map((provider) => `@cdktf/provider-${provider}`),
        ...["cdktf", "constructs", "jangada"],
      ].sort(),
    );
    expect(read("infra/main.ts")).toContain('import { AzureTarget } from "jangada/azure";');
  });

  it("names a storage account as the place of states", () => {
    begin({ target: "aks", stateBucket: "statesofdev" });
    const { environments } = loadEnvironments(path.join(folder, "infra", "environments"));

    expect(environments[0]?.state).toEqual({ backend: "azurerm", storageAccount: "statesofdev" });
  });

  it.each([
    ["account", { account: "dev" }, "azure.subscription"],
    ["tenant", { accountDetails: { tenant: "dev" } }, "azure.tenant"],
    ["region", { region: "eu-west-1" }, "azure.location"],
    ["admins", { admins: ["ada"] }, "azure.admins[0]"],
    ["state", { stateBucket: "States" }, "state.storageAccount"],
  ])("tells a wrong %s at its place in the file", (_, answers, place) => {
    expect(problemsOf(() => begin({ target: "aks", ...answers })).map(({ place: at }) => at?.path)).toEqual([place]);
  });

  it("beside another target, says what the app lacks, and goes on once it is there", () => {
    begin();
    const [problem] = problemsOf(() => begin({ target: "aks", name: "qa" }));
    expect(problem).toMatchObject({
      code: "INIT_CONFLICT",
      remedy: expect.stringContaining("aks: () => new AzureTarget()") as string,
    });

    const main = read("infra/main.ts").replaceAll(
      "eks: () => new AwsTarget()",
      "eks: () => new AwsTarget(), aks: () => new AzureTarget()",
    );
    write("infra/main.ts", main);
    begin({ target: "aks", name: "qa" });
    expect(read("infra/main.ts")).toBe(main);
    expect(readJson("package.json")["dependencies"]).toHaveProperty("@cdktf/provider-azurerm");
  });
});

describe("given a project that is there", () => {
  it("adds another environment, and leaves the rest as it is", () => {
    begin();
    const before = ["package.json", "tsconfig.json", "cdktf.json", "infra/main.ts", ".gitignore"].map(read);

    const { files } = begin({ name: "prod", profile: "standard" });

    expect(files.filter(({ outcome }) => outcome !== "unchanged").map(({ name }) => name)).toEqual([
      "infra/environments/prod/environment.yaml",
    ]);
    expect(["package.json", "tsconfig.json", "cdktf.json", "infra/main.ts", ".gitignore"].map(read)).toEqual(before);
  });

  it("adds to package.json and .gitignore what is missing, and changes nothing that stands there", () => {
    write(
      "package.json",
      JSON.stringify({
        name: "ours",
        license: "MIT",
        scripts: { synth: "make" },
        devDependencies: { cdktf: "0.21.1" },
      }),
    );
    write(".gitignore", "*.log\nnode_modules/");

    begin();

    const manifest = readJson("package.json");
    expect(manifest).toMatchObject({
      name: "ours",
      license: "MIT",
      scripts: { synth: "make", validate: "jangada validate" },
    });
    expect(manifest["dependencies"]).not.toHaveProperty("cdktf");
    expect(manifest["devDependencies"]).toMatchObject({ cdktf: "0.21.1" });
    expect(read(".gitignore")).toMatch(/^\*\.log\nnode_modules\/\nbuild\/\n/);
    expect(read(".gitignore").match(/node_modules/g)).toHaveLength(1);
  });

  it("names every file that is in the way, and writes nothing", () => {
    write("tsconfig.json", "{}");
    write("cdktf.json", "[]");
    write("package.json", '{ "type": "module" }');
    fs.mkdirSync(path.join(folder, ".gitignore"));

    const problems = problemsOf(() => begin());

    expect(problems.map(({ code, place }) => [code, path.basename(place?.file ?? "")])).toEqual([
      ["INIT_CONFLICT", "package.json"],
      ["INIT_CONFLICT", "tsconfig.json"],
      ["INIT_CONFLICT", "cdktf.json"],
      ["INIT_CONFLICT", ".gitignore"],
    ]);
    expect(everything().sort()).toEqual([".gitignore", "cdktf.json", "package.json", "tsconfig.json"]);
  });

  it("takes back what it wrote where the rest cannot be written", () => {
    // The name of a folder cannot be made where a file stands.
    write("infra", "");

    const problems = problemsOf(() => begin());

    expect(problems.map(({ code }) => code)).toEqual(expect.arrayContaining([expect.stringMatching(/^INIT_/)]));
    expect(everything()).toEqual(["infra"]);
  });

  it("takes back what it wrote where writing fails in the middle", () => {
    // Nothing can be read through it, and nothing written.
    fs.mkdirSync(path.join(folder, "infra"));
    fs.symlinkSync(path.join("nowhere", "main.ts"), path.join(folder, "infra", "main.ts"));

    const problems = problemsOf(() => begin());

    expect(problems).toMatchObject([{ code: "INIT_UNWRITABLE", message: expect.stringContaining("EEXIST") as string }]);
    expect(everything().sort()).toEqual(["infra", "main.ts"]);
  });
});

describe("given answers that the environment file's checks refuse", () => {
  it("tells all of them at their fields, and writes nothing", () => {
    const problems = problemsOf(() =>
      begin({
        name: "Dev",
        account: "12",
        region: "mars",
        admins: ["root"],
        host: "nohost",
        databases: ["a", "a"],
        kubernetesVersion: "1",
      }),
    );

    expect(problems.map(({ place }) => place?.path)).toEqual(
      expect.arrayContaining(["name", "aws.account", "aws.region", "aws.admins[0]", "ingress.host", "cluster.version"]),
    );
    expect(everything()).toEqual([]);
  });

  it("judges one answer by itself", () => {
    expect(problemWith("account", completeAnswers({ account: "1" }))).toContain("12 digits");
    expect(problemWith("region", completeAnswers({ region: "eu-west-9" }))).toBeDefined();
    expect(problemWith("owner", completeAnswers({ account: "1" }))).toBeUndefined();
    expect(problemWith("dnsZone", completeAnswers({ host: "a.example.org", dnsZone: "example.com" }))).toBeDefined();
  });
});
