/** Made-up components, so that the loader's own rules are tested without those of any real one. */
import { z } from "zod";
import { type Component, defineComponent, defineRules } from "../../src/model/component";
import { loadText } from "../../src/environment/load-file";

const sailsRules = defineRules({
  schema: z.strictObject({
    cloth: z.enum(["cotton", "linen"]).describe("What they are made of."),
    area: z.number().int().min(1).max(40).describe("Square metres."),
    trim: z.strictObject({ angle: z.number(), auto: z.boolean() }),
    values: z.record(z.string(), z.unknown()).optional(),
  }),
  defaults: ({ profile }) => ({
    cloth: "cotton",
    area: profile === "full" ? 20 : 10,
    trim: { angle: 45, auto: true },
  }),
});

/** A section that every file has, filled in by the profile. */
const sails = defineComponent({
  name: "sails",
  rules: () => sailsRules,
  filledIn: true,
  build: {},
});

const crewRules = defineRules({
  schema: z.strictObject({
    version: z.string().describe("Kubernetes minor."),
    fishers: z
      .array(
        z.strictObject({
          name: z.string().regex(/^[a-z-]+$/, { error: "must be kebab-case" }),
          task: z.discriminatedUnion("kind", [
            z.strictObject({ kind: z.literal("steer") }),
            z.strictObject({ kind: z.literal("fish"), net: z.string() }),
          ]),
          shift: z.enum(["1", "2"]).optional(),
          watch: z.union([z.literal("all"), z.array(z.string())]).optional(),
        }),
      )
      .default([]),
  }),
  check: (section, { facts, sections }) => {
    const area = (sections["sails"] as { readonly area: number }).area;
    const most = area / 2;
    return section.fishers.length > most
      ? [
          {
            path: ["fishers", most],
            code: "TOO_MANY_FISHERS",
            message: `In '${facts.name}', ${area} square metres carry ${most} fishers.`,
            remedy: "Take fewer, or a larger sail.",
          },
        ]
      : [];
  },
  versions: (section) => [
    { kind: "kubernetes", name: "kubernetes", version: section.version, path: ["version"] },
    { kind: "chart", name: "cert-manager", path: [] },
  ],
});

/** A section that is there only where the file has it. */
const crew = defineComponent({
  name: "crew",
  rules: () => crewRules,
  named: ["fishers"],
  build: {},
});

const netsRules = defineRules({
  schema: z.array(z.strictObject({ name: z.string(), mesh: z.number(), depth: z.number() })).default([]),
  defaults: (_facts, given) => (Array.isArray(given) ? given.map(() => ({ mesh: 5 })) : undefined),
});

/** A section that is a list. */
const nets = defineComponent({
  name: "nets",
  rules: () => netsRules,
  named: [""],
  build: {},
});

export const MADE_UP = [sails, crew, nets] as unknown as readonly Component[];

/** The smallest file that is right. */
export const SMALLEST = `name: dev
target: eks
profile: minimal
owner: fishers
aws:
  account: "012345678901"
  region: eu-west-1
`;

/** Loads a text as `dev/environment.yaml` with the made-up components. */
export function load(text: string) {
  return loadText(text, "dev/environment.yaml", { components: MADE_UP, folder: "dev" });
}

/** The problems of a text, each as `line:column path CODE`. */
export function problemsOf(text: string): readonly string[] {
  return load(text).problems.map(({ place, code }) => `${place?.line}:${place?.column} ${place?.path ?? "-"} ${code}`);
}
