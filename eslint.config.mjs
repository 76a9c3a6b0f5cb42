// The rules that hold the design: deep provider imports, the direction of imports, and who may print.
import importX from "eslint-plugin-import-x";
import tseslint from "typescript-eslint";
import excuses from "./eslint/cloud-word-excuses.mjs";
import house from "./eslint/index.mjs";

// The layers, each with those above it: whoever is below imports none of them. Paths from the project's root.
const FROM_CLI = ["./src/cli", "./infra"];
const FROM_OPERATIONS = ["./src/operations", ...FROM_CLI];
const FROM_PROVIDERS = ["./src/providers", "./src/rehearsal", "./src/facts.ts", ...FROM_OPERATIONS];
const FROM_ENVIRONMENT = ["./src/environment", "./src/components.ts", ...FROM_PROVIDERS];
const FROM_CONSTRUCTS = ["./src/constructs", ...FROM_ENVIRONMENT];
const OF_WHAT_IS_DEPLOYED = ["./src/constructs", "./src/environment", "./src/facts.ts", ...FROM_OPERATIONS];

/** Who must not import from where, and why. */
const zones = [
  {
    target: "./src/model",
    from: ["./src/catalog", "./src/targets", ...FROM_CONSTRUCTS],
    message: "The words that everything else is said in depend on nothing of the project but its errors.",
  },
  {
    target: "./src/constructs",
    from: FROM_ENVIRONMENT,
    message: "Constructs know nothing of environments, stacks or the command line.",
  },
  {
    target: "./src/catalog",
    from: FROM_CONSTRUCTS,
    message: "The catalog is data that everything else reads.",
  },
  {
    target: "./src/targets",
    from: FROM_CONSTRUCTS,
    message: "What is known of a target is data that everything else reads.",
  },
  {
    target: "./src/secret-scan",
    from: ["./src/catalog", ...FROM_CONSTRUCTS],
    message: "What a secret is depends on nothing of the project.",
  },
  {
    target: "./src/environment",
    from: FROM_PROVIDERS,
    message: "The environment file is read without knowing what is done with it.",
  },
  {
    target: "./src/providers",
    from: OF_WHAT_IS_DEPLOYED,
    message: "What is known of a provider knows nothing of what is deployed with it.",
  },
  {
    target: "./src/rehearsal",
    from: OF_WHAT_IS_DEPLOYED,
    message: "The simulated clouds know nothing of what is deployed into them.",
  },
  {
    target: "./src/operations",
    from: FROM_CLI,
    message: "Operations know nothing of the command line, nor of the app's code.",
  },
  {
    target: "./src/operations",
    from: ["./src/providers", "./src/facts.ts"],
    message: "Operations take what is known of resource types as lists: whoever calls them hands it over.",
  },
  {
    target: "./src/cli",
    from: ["./infra", "./src/constructs"],
    message: "The command line reaches infra/ only by running the app.",
  },
  { target: "./src", from: ["./infra"], message: "infra stands on src, never the other way round." },
];

export default tseslint.config(
  {
    ignores: [
      "dist/",
      "node_modules/",
      "cdktf.out/",
      "examples/**/cdktf.out/",
      "examples/**/node_modules/",
      ".venv/",
      ".jangada/",
      "test/fixtures/lint/",
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ["**/*.ts"],
    plugins: { "import-x": importX },
    settings: { "import-x/resolver": { node: { extensions: [".ts", ".js", ".json"] } } },
    rules: {
      "@typescript-eslint/no-explicit-any": "error",
      "@typescript-eslint/ban-ts-comment": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      // Lazy loading: `require("./x") as typeof import("./x")`, so that nobody pays for bindings that they do not use.
      "@typescript-eslint/no-require-imports": "off",
      "no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^@cdktf/provider-[a-z]+$",
              message:
                "Import the binding by its deep path (@cdktf/provider-aws/lib/eks-cluster): the index costs 2 s and 500 MB.",
            },
            { regex: "^cdktn", message: "Import cdktf; cdktn takes its place by a package alias." },
          ],
        },
      ],
      "import-x/no-restricted-paths": ["error", { basePath: import.meta.dirname, zones }],
      "no-console": "error",
    },
  },
  {
    files: ["src/**/*.ts", "infra/**/*.ts"],
    plugins: { house },
    rules: {
      "house/no-folder-circles": "error",
      "house/no-cdktf": "error",
      "house/no-cloud-words": ["error", excuses],
    },
  },
  {
    // The list of components is loaded with every file: each of them loads its rules and what it builds when they are asked for.
    files: ["src/constructs/*/component.ts"],
    rules: {
      "@typescript-eslint/no-restricted-imports": [
        "error",
        {
          patterns: [
            {
              regex: "^(?!\\.\\./\\.\\./model/)",
              allowTypeImports: true,
              message: "Whoever reads a file without this section would load it: `require` it where it is asked for.",
            },
          ],
        },
      ],
    },
  },
  {
    files: ["**/*.js", "**/*.cjs", "**/*.mjs"],
    rules: { "@typescript-eslint/no-require-imports": "off" },
  },
  {
    files: ["test/**/*.ts", "scripts/**/*"],
    rules: { "no-console": "off" },
  },
  {
    // What hangs fails by name, after a time; it does not hold up everything else.
    files: ["test/**/*.ts"],
    rules: {
      "no-restricted-syntax": [
        "error",
        {
          selector:
            "CallExpression[callee.name=/^(spawn|spawnSync|exec|execSync|execFile|execFileSync|fork)$/]" +
            ":not(:has(Property[key.name=/^(timeout|detached)$/]))",
          message:
            "A program that hangs would hold up the tests for ever: give it a `timeout` (test/helpers/limits.ts), or, detached, an owner that ends it.",
        },
        {
          selector: "WhileStatement > ExpressionStatement > AwaitExpression",
          message: "A wait that may have no end: use until() of test/helpers/until.ts.",
        },
        {
          selector:
            "NewExpression[callee.name='Promise'] > ArrowFunctionExpression > CallExpression[callee.name='setTimeout']",
          message: "Wait for what is to come about, not for a time: until() of test/helpers/until.ts.",
        },
        {
          selector: "CallExpression[callee.property.name='replace'][callee.object.name=/^[A-Z][A-Z0-9_]*$/]",
          message: "Where the text has changed it replaces nothing: use edited() of test/helpers/edited.ts.",
        },
      ],
    },
  },
);
