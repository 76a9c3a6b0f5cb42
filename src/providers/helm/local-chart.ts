/** Charts in folders, as far as a rehearsal needs them: what they are called, and which objects they carry. */
import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";
import { basename, isAbsolute, join, resolve } from "node:path";
import { parse } from "yaml";
import { documentsOf } from "./yaml-text";

export interface LocalChart {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly appVersion: string;
  /** Objects of its `crds/` folder. */
  readonly crds: readonly unknown[];
  /**
   * The value that lists whole objects, where the chart is a mere carrier: a template of nothing but
   * `range .Values.<name>` and `toYaml .`. Other templates are not rendered.
   */
  readonly carries?: string;
  /** The objects of the file that the chart hands through, where its one template is `.Files.Get "<file>"` and nothing else. */
  readonly objects: readonly unknown[];
}

/** Whether the arguments name a folder rather than a repository's chart. */
export function isLocal(chart: string, repository: string | undefined): boolean {
  return repository ? isPath(repository) : isPath(chart);
}

const isPath = (text: string): boolean => /^(\.{1,2}\/|\/|~\/)/.test(text) || text === ".";

/**
 * Reads a chart's folder.
 * @param world The folder of the world, beside which a rehearsal puts what it synthesizes. @default not looked at
 * @returns what is wrong, in Helm's words, if there is no such chart
 */
export function readLocalChart(chart: string, repository: string | undefined, world?: string): LocalChart | string {
  const path = repository ? join(repository, chart) : chart;
  const places = candidates(path, world);
  const folder = places.find((candidate) => existsSync(join(candidate, "Chart.yaml")));
  if (folder === undefined) {
    return places.some(existsSync) ? "Chart.yaml file is missing" : `path "${path}" not found`;
  }
  const about = (parse(readFileSync(join(folder, "Chart.yaml"), "utf8")) ?? {}) as Record<string, unknown>;
  const text = (value: unknown): string =>
    typeof value === "string" || typeof value === "number" ? String(value) : "";
  if (!text(about.name)) return "validation: chart.metadata.name is required";
  if (!text(about.version)) return "validation: chart.metadata.version is required";
  const templates = textsIn(join(folder, "templates"));
  const file = handedThrough(templates);
  return {
    folder,
    name: text(about.name),
    version: text(about.version),
    appVersion: text(about.appVersion),
    crds: textsIn(join(folder, "crds")).flatMap(documentsOf),
    carries: carriedValue(templates),
    // Helm's `.Files.Get` of a file that is not there is an empty text.
    objects:
      file !== undefined && existsSync(join(folder, file)) ? documentsOf(readFileSync(join(folder, file), "utf8")) : [],
  };
}

/**
 * A relative path is relative to where Terraform runs, which a provider that it did not start cannot know for sure: every
 * folder in which Terraform may be running is looked at. Assets have their hash in their path, so any that fits is it.
 */
function candidates(path: string, world: string | undefined): readonly string[] {
  if (isAbsolute(path)) return [path];
  const roots = [process.cwd(), ...(world === undefined ? [] : [resolve(world, "..")])];
  const stacks = roots.flatMap((root) => foldersIn(join(root, "cdktf.out", "stacks")));
  const synthesized = [...roots, ...stacks].map((root) => resolve(root, path));
  const asset = synthesized.find((folder) => ASSET.test(path) && existsSync(folder));
  if (asset !== undefined) return [asset];
  return [...terraformFolders().map((root) => resolve(root, path)), ...synthesized];
}

/** `assets/<construct>/<digest of the content>`, as cdktf puts a folder beside a stack. */
const ASSET = /\bassets\/[^/]+\/[0-9A-F]{32}\/?$/;

const foldersIn = (folder: string): readonly string[] =>
  existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];

/** Where Linux says that Terraform processes run; nowhere on other systems. */
function terraformFolders(): readonly string[] {
  if (!existsSync("/proc/self/cwd")) return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const program = basename(readlinkSync(`/proc/${id}/exe`));
        return /^(terraform|tofu)/.test(program) ? [readlinkSync(`/proc/${id}/cwd`)] : [];
      } catch {
        return []; // another user's, or gone
      }
    });
}

const textsIn = (folder: string): readonly string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.ya?ml$/.test(name))
        .sort()
        .map((name) => readFileSync(join(folder, name), "utf8"))
    : [];

function handedThrough(templates: readonly string[]): string | undefined {
  const [only, ...others] = templates;
  if (only === undefined || others.length > 0) return undefined;
  return /^\s*\{\{-?\s*\.Files\.Get "([\w.-]+)"\s*-?\}\}\s*$/.exec(only)?.[1];
}

function carriedValue(templates: readonly string[]): string | undefined {
  const [only, ...others] = templates;
  if (only === undefined || others.length > 0) return undefined;
  return /^\s*\{\{-?\s*range \.Values\.(\w+)\s*-?\}\}\s*---\s*\{\{-?\s*toYaml \.\s*-?\}\}\s*\{\{-?\s*end\s*-?\}\}\s*$/.exec(
    only,
  )?.[1];
}
