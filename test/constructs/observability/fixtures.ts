/** An environment on EKS with observability: what its tier `platform` (or another) synthesizes to. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { App } from "cdktf";
import { AwsTarget } from "../../../infra/aws/target";
import { addEnvironment } from "../../../infra/modules/stacks";
import { loadText } from "../../../src/environment/load-file";
import { valuesOfRelease } from "../../helpers/values-of-release";
import type { Environment } from "../../../src/environment/environment";

const BASE = `name: dev
target: eks
owner: platform
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/admin"] }
`;

export const INGRESS = "ingress: { host: dev.example.org, dnsZone: { name: dev.example.org } }\n";

/** The base, the profile, and what else the file says. */
export const fileOf = (text: string, profile = "minimal"): string => `${BASE}profile: ${profile}\n${text}`;

/** `<line> <code> <message>` of everything that is wrong. */
export const problemsOf = (text: string, profile?: string): readonly string[] =>
  loadText(fileOf(text, profile), "environment.yaml").problems.map(
    ({ code, message, place }) => `${place?.line} ${code} ${message}`,
  );

export function environmentOf(text: string, profile?: string): Environment {
  const { environment, problems } = loadText(fileOf(text, profile), "environment.yaml");
  if (!environment || problems.length > 0) throw new Error(`The file was refused: ${JSON.stringify(problems)}`);
  return environment;
}

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string } & Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

type Values = Readonly<Record<string, unknown>>;
type Resource = Readonly<Record<string, unknown>>;

export class Stack {
  constructor(
    private readonly json: { readonly resource?: Readonly<Record<string, Readonly<Record<string, Resource>>>> },
  ) {}

  public resources(type: string): Readonly<Record<string, Resource>> {
    return this.json.resource?.[type] ?? {};
  }

  public release(name: string): Resource {
    const found = Object.values(this.resources("helm_release")).find((one) => one["name"] === name);
    if (!found) throw new Error(`no release '${name}'`);
    return found;
  }

  public get releases(): readonly string[] {
    return Object.values(this.resources("helm_release")).map(({ name }) => String(name));
  }

  /** As Terraform would have it: expressions are texts. */
  public values(release: string): Values {
    const [text = "{}"] = this.release(release)["values"] as string[];
    return valuesOfRelease(text);
  }

  /** The objects of a release of manifests. */
  public objects(release: string): readonly KubernetesObject[] {
    return this.values(release)["objects"] as readonly KubernetesObject[];
  }
}

/** Builds all tiers of an environment. */
export function build(text: string, profile?: string): (tier: string) => Stack {
  const environment = environmentOf(text, profile);
  const outdir = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-observability-"));
  try {
    const context = { excludeStackIdFromLogicalIds: "true", allowSepCharsInLogicalIds: "true" };
    const app = new App({ outdir, context });
    const stacks = addEnvironment(app, environment, new AwsTarget());
    app.synth();
    const made = new Map(
      stacks.map(({ node }) => [
        node.id,
        new Stack(JSON.parse(fs.readFileSync(path.join(outdir, "stacks", node.id, "cdk.tf.json"), "utf8")) as object),
      ]),
    );
    return (tier) => {
      const stack = made.get(`dev-${tier}`);
      if (!stack) throw new Error(`no tier '${tier}'`);
      return stack;
    };
  } finally {
    fs.rmSync(outdir, { recursive: true });
  }
}

export const platformOf = (text: string, profile?: string): Stack => build(text, profile)("platform");
