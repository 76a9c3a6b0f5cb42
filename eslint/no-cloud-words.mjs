// A cloud's words stand in its own folders: what is neutral must serve a cloud that nobody thought of when it was written.
import * as path from "node:path";

/**
 * Folders that belong to one cloud or target, wherever they stand, and those that are about clouds; `karpenter` to those that run it, `seaweedfs`,
 * `minio` and `endpoint` to servers that speak as a cloud does.
 */
const OWN_FOLDERS = new Set([
  "aws",
  "eks",
  "azure",
  "azurerm",
  "aks",
  "kubeadm",
  "karpenter",
  "seaweedfs",
  "minio",
  "endpoint",
]);
const ABOUT_CLOUDS = ["src/targets/", "src/catalog/"];
/** Files that put the providers' own lists together, and hold nothing else: one line for each provider. */
const LISTS_OF_PROVIDERS = ["src/providers/facts.ts", "src/providers/simulated.ts"];

const CLOUD_WORDS = new Set(
  (
    "aws amazon arn arns eks ec2 rds kms iam irsa imds ssm s3 sns sqs vpc vpcs ebs efs elb alb nlb elasticache dynamodb cloudwatch " +
    "cloudtrail route53 karpenter secretsmanager azure azurerm aks entra keyvault aad msi vnet gcp gke"
  ).split(" "),
);

/** Words of text or of a name: `AwsTarget`, `kms_key_id`, `S3`, `secretsManager`. */
const WORD = /[A-Z]{2,}(?=s(?![a-z]))|[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+\d*|[A-Z]+\d*/g;

/** The cloud words in a text, in lower case, each once. */
export function cloudWordsIn(text) {
  const found = new Set();
  let before;
  for (const match of text.matchAll(WORD)) {
    const word = match[0].toLowerCase();
    if (CLOUD_WORDS.has(word)) found.add(word);
    // Names that are two words by their capitals.
    const joined = before?.end === match.index ? before.word + word : undefined;
    if (joined !== undefined && CLOUD_WORDS.has(joined)) found.add(joined);
    before = { word, end: match.index + match[0].length };
  }
  return [...found];
}

export function isNeutral(file) {
  if (!/^(?:src|infra)\//.test(file) || LISTS_OF_PROVIDERS.includes(file)) return false;
  if (ABOUT_CLOUDS.some((folder) => file.startsWith(folder))) return false;
  return !file
    .split("/")
    .slice(0, -1)
    .some((folder) => OWN_FOLDERS.has(folder));
}

export default {
  meta: {
    type: "problem",
    schema: [
      {
        type: "array",
        items: {
          type: "object",
          properties: { files: { type: "string" }, words: { type: "array" }, reason: { type: "string" } },
          required: ["files", "words", "reason"],
          additionalProperties: false,
        },
      },
    ],
    messages: {
      word: "`{{word}}` is a cloud's word, and this file is neutral: it belongs to src/targets, or to the cloud's own folder.",
    },
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join("/");
    if (!isNeutral(file)) return {};
    const excused = new Set(
      (context.options[0] ?? []).filter(({ files }) => new RegExp(files).test(file)).flatMap(({ words }) => words),
    );
    const check = (node, text) => {
      for (const word of cloudWordsIn(text)) {
        if (!excused.has(word)) context.report({ node, messageId: "word", data: { word } });
      }
    };
    return {
      Program() {
        for (const comment of context.sourceCode.getAllComments()) check(comment, comment.value);
      },
      Identifier: (node) => check(node, node.name),
      PrivateIdentifier: (node) => check(node, node.name),
      Literal: (node) => {
        if (typeof node.value === "string") check(node, node.value);
        else if (node.regex) check(node, node.regex.pattern);
      },
      TemplateElement: (node) => check(node, node.value.raw),
    };
  },
};
