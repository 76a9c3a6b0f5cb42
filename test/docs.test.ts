/** The documents show what is there: files as they stand, verbs that exist, links that lead somewhere. */
import * as fs from "node:fs";
import * as path from "node:path";
import { Command } from "commander";
import { parse } from "yaml";
import { registerVerbs } from "../src/cli/verbs";
import { checkAlerting } from "../src/constructs/observability/alerting/check";
import { checkThresholds, thresholdsOf } from "../src/constructs/observability/alerting/check-thresholds";
import { alertingSection } from "../src/constructs/observability/alerting/section";
import { DEFAULT_CA_PATH } from "../src/constructs/postgres-db/postgres-connection";
import { loadText } from "../src/environment/load-file";
import { expectValidCustomResource } from "./helpers/crd";
import { alertsByComponent } from "./helpers/observed-environment";

interface DocumentedAlerting {
  readonly alerting: unknown;
  readonly thresholds: Record<string, number>;
}

const root = path.resolve(__dirname, "..");
const read = (file: string): string => fs.readFileSync(path.join(root, file), "utf8");

/** The fenced blocks of a language. */
function blocks(text: string, language: string): readonly string[] {
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    (match) => match[1] ?? "",
  );
}

const DOCUMENTS = [
  "README.md",
  "ARCHITECTURE.md",
  "CONTRIBUTING.md",
  ...(fs.existsSync(path.join(root, "docs")) ? fs.readdirSync(path.join(root, "docs")) : []).map(
    (name) => `docs/${name}`,
  ),
].filter((file) => file.endsWith(".md"));

test("the README shows the environment file of dev as it is", () => {
  expect(blocks(read("README.md"), "yaml")[0]).toBe(read("infra/environments/dev/environment.yaml"));
});

test("the README shows the example of an own stack as it is", () => {
  expect(blocks(read("README.md"), "ts")[0]).toBe(read("examples/own-stack/main.ts"));
});

test("the page of passwords shows a valid ExternalSecret, and what a construct would make of it", () => {
  const manifest = blocks(read("docs/passwords.md"), "yaml").map((text) => parse(text) as { kind?: string })[0];
  expectValidCustomResource(manifest);
  expect(JSON.stringify(manifest)).toContain(`sslmode=verify-full&sslrootcert=${encodeURIComponent(DEFAULT_CA_PATH)}`);
});

test("the page of Azure shows a file that is right, and every key of its block", () => {
  const page = read("docs/azure.md");
  const [text = ""] = blocks(page, "yaml");
  expect(loadText(text, "environment.yaml", { folder: "dev" }).problems).toEqual([]);
  for (const key of Object.keys((parse(text) as { readonly azure: object }).azure))
    expect(page).toContain(`\`${key}\``);
});

test("the page of alerts shows a section that is right, and thresholds that there are, with their defaults", () => {
  const page = read("docs/alerting.md");
  const { alerting, thresholds } = (
    parse(blocks(page, "yaml")[0] ?? "") as { readonly observability: DocumentedAlerting }
  ).observability;
  const groups = alertsByComponent([]).flatMap(([, own]) => own);
  expect(checkAlerting(alertingSection.parse(alerting))).toEqual([]);
  expect(checkThresholds(thresholds, groups)).toEqual([]);
  const rows = [...page.matchAll(/^\| (`.+?`) \| ([\d, ]+) \|/gm)].flatMap(([, names = "", values = ""]) => {
    const figures = values.split(", ");
    return names.split(", ").map((name, index) => [name.slice(1, -1), Number(figures[index] ?? figures[0])]);
  });
  expect(rows.sort()).toEqual(thresholdsOf(groups).map(({ name, default: usual }) => [name, usual]));
});

test.each(DOCUMENTS)("%s links to files that exist", (document) => {
  const links = [...read(document).matchAll(/\]\((?!https?:|#)([^)#]+)(#[^)]*)?\)/g)].map(
    (match) => match[1] as string,
  );
  const missing = links.filter((link) => !fs.existsSync(path.resolve(root, path.dirname(document), link)));
  expect(missing).toEqual([]);
});

test.each(DOCUMENTS)("%s names only verbs that exist", (document) => {
  const program = new Command();
  registerVerbs(program, () => undefined);
  const verbs = program.commands.map((command) => command.name());
  const named = [...read(document).matchAll(/(?:`|\$ |\$\("?|npx )jangada ([a-z]+)/g)].map(
    (match) => match[1] as string,
  );
  expect(named.filter((verb) => !verbs.includes(verb))).toEqual([]);
});

test("every npm script that a document names exists", () => {
  const scripts = Object.keys((JSON.parse(read("package.json")) as { scripts: object }).scripts);
  const named = DOCUMENTS.flatMap((document) =>
    [...read(document).matchAll(/npm run (?:--silent )?([a-z-]+)/g)].map((match) => match[1] as string),
  );
  expect(named.filter((script) => !scripts.includes(script))).toEqual([]);
});

test("every verb's help has an example", () => {
  const program = new Command();
  registerVerbs(program, () => undefined);
  const without = program.commands.filter((command) => {
    let help = "";
    command.configureOutput({ writeOut: (text) => (help += text) });
    command.outputHelp();
    return !/Examples?:\n {2}\$ jangada /.test(help);
  });
  expect(without.map((command) => command.name())).toEqual([]);
});
