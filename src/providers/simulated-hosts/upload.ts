/** What lies on a host beside `run.sh`: the settings of its stages, their scripts, configurations, and what is secret. */
import { posix } from "node:path";
import { parse, parseAllDocuments } from "yaml";
import { HOME, type HostFiles } from "../../rehearsal/hosts/host-files";

/** By the names that the scripts know. */
export type Settings = Readonly<Record<string, string>>;

export class Upload {
  constructor(
    private readonly files: HostFiles,
    /** Where `run.sh` is. */
    public readonly folder: string,
  ) {}

  public text(path: string): string | undefined {
    return this.files.get(this.pathOf(path))?.content.toString();
  }

  public script(stage: string): string | undefined {
    return this.text(`stages/${stage}.sh`);
  }

  /** Undefined where there are none. */
  public settings(): Settings | undefined {
    const text = this.text("settings.sh");
    return text === undefined ? undefined : readSettings(text);
  }

  /** What is secret, by its path below `/etc/kubernetes`. */
  public secrets(): Readonly<Record<string, string>> {
    const beginning = `${posix.resolve(HOME, this.pathOf(SECRETS))}/`;
    return Object.fromEntries(
      this.files.below(beginning).flatMap((path) => {
        const file = this.files.get(path);
        return file ? [[path.slice(beginning.length), file.content.toString()]] : [];
      }),
    );
  }

  /** Of the bundle that was brought. @returns what is wrong with it */
  public takeSecrets(): string | undefined {
    this.removeSecrets();
    const bundle = this.pathOf("secrets.bundle");
    return this.files.get(bundle) && unpack(this.files, bundle, this.pathOf("secrets"));
  }

  public removeSecrets(): void {
    this.files.remove(this.pathOf("secrets"));
  }

  private pathOf(path: string): string {
    return posix.join(this.folder, path);
  }
}

const SECRETS = "secrets/etc-kubernetes";

/**
 * Of a bundle's lines, `<path> <base64>`, files in a folder; for the user's eyes alone. The bundle is taken away.
 * @returns what is wrong with it
 */
export function unpack(files: HostFiles, bundle: string, folder: string): string | undefined {
  const text = files.get(bundle)?.content.toString();
  if (text === undefined) return `${bundle}: No such file or directory`;
  files.remove(bundle);
  for (const line of text.split("\n").filter(Boolean)) {
    const [path = "", content = ""] = line.split(" ");
    if (path.startsWith("/") || path.split("/").includes("..")) return `${path}: not below ${folder}`;
    const whole = posix.join(folder, path);
    files.makeFolder(posix.dirname(whole), 0o700);
    files.write(whole, Buffer.from(content, "base64"), 0o600);
  }
  return undefined;
}

/** `NAME='value'`, a line each; a quote within is `'\''`. */
function readSettings(text: string): Settings {
  return Object.fromEntries(
    [...text.matchAll(/^([A-Z][A-Z0-9_]*)='((?:[^']|'\\'')*)'$/gm)].map(([, name = "", value = ""]) => [
      name,
      value.replaceAll("'\\''", "'"),
    ]),
  );
}

/** The documents of a file, by their kinds. @throws YAMLParseError */
export function documentsOf(text: string): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const all = parseAllDocuments(text).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return (document.toJS() ?? {}) as { readonly kind?: string };
  });
  return Object.fromEntries(all.map((one) => [one.kind ?? "", one as Readonly<Record<string, unknown>>]));
}

interface Registration {
  readonly name?: string;
  readonly taints?: readonly { readonly key: string; readonly value?: string; readonly effect: string }[];
  readonly kubeletExtraArgs?: readonly { readonly name: string; readonly value: string }[];
}

export interface Registered {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly taints: readonly string[];
}

/** How a node registers itself, by its InitConfiguration or JoinConfiguration. */
export function registrationOf(configuration: Readonly<Record<string, unknown>> | undefined): Registered {
  const { name = "", taints = [], kubeletExtraArgs = [] } = (configuration?.["nodeRegistration"] ?? {}) as Registration;
  const labels = kubeletExtraArgs.find((one) => one.name === "node-labels")?.value ?? "";
  return {
    name,
    labels: pairsOf(labels.split(",")),
    taints: taints.map(({ key, value, effect }) => `${key}${value ? `=${value}` : ""}:${effect}`),
  };
}

/** Of `name=value` each. */
export function pairsOf(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    texts.filter(Boolean).map((text) => {
      const [name = "", ...value] = text.split("=");
      return [name, value.join("=")];
    }),
  );
}

/** What a joining host knows of the cluster. Undefined where it is no kubeconfig. */
export function discoveryOf(
  text: string,
): { readonly endpoint: string; readonly authority: string; readonly token: string } | undefined {
  const read = parse(text) as {
    readonly clusters?: readonly { readonly cluster?: Readonly<Record<string, string>> }[];
    readonly users?: readonly { readonly user?: Readonly<Record<string, string>> }[];
  } | null;
  const cluster = read?.clusters?.[0]?.cluster;
  const endpoint = cluster?.["server"];
  const authority = cluster?.["certificate-authority-data"];
  if (endpoint === undefined || authority === undefined) return undefined;
  const token = read?.users?.[0]?.user?.["token"] ?? "";
  return { endpoint, authority: Buffer.from(authority, "base64").toString(), token };
}
