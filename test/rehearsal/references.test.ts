/** Every argument by which one object of AWS's names another is in the table of references, or is excused here. */
import * as fs from "node:fs";
import * as path from "node:path";
import { synth } from "../../src/operations/synth";
import { awsReferences } from "../../src/providers/aws/references";
import type { ReferenceRule } from "../../src/rehearsal/engine/references";
import { loadSchema } from "../../src/schemas/load";
import type { BlockSchema } from "../../src/schemas/provider-schema";
import { DEV, fixture, writeProject } from "../helpers/project";

const EXCUSED: Readonly<Record<string, string>> = {
  "aws_iam_role.assume_role_policy": "a document: IAM does not look up the resources that it names",
  "aws_iam_role_policy.policy": "a document: IAM does not look up the resources that it names",
  "aws_sqs_queue_policy.policy": "a document: SQS does not look up the resources that it names",
  "aws_eks_access_entry.principal_arn": "most principals are people's roles, made outside of the environment",
  "aws_eks_access_policy_association.principal_arn":
    "of an entry of the same cluster: the type's behaviour looks it up",
  "aws_eks_node_group.launch_template.version": "a number: the type's behaviour compares it with the template's latest",
};

/** Attributes under other names than the one that the world's object is known by, but with its value. */
const SAME_AS_ID = new Set(["aws_kms_key.key_id", "aws_eip.allocation_id", "aws_sqs_queue.url"]);

/** Of Terraform's own; they are no arguments of the resource. */
const META = new Set(["//", "connection", "count", "depends_on", "for_each", "lifecycle", "provider", "provisioner"]);

interface Use {
  /** `aws_subnet.vpc_id` */
  readonly argument: string;
  readonly value: string;
}

/** Every text of a resource's arguments that has an expression in it. */
function usesIn(value: unknown, argument: string): readonly Use[] {
  if (typeof value === "string") return /\$\{/.test(value) ? [{ argument, value }] : [];
  if (Array.isArray(value)) return value.flatMap((item) => usesIn(item, argument));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) => usesIn(item, `${argument}.${name}`));
}

function usesOf(folder: string): readonly Use[] {
  const { resource = {} } = JSON.parse(fs.readFileSync(path.join(folder, "cdk.tf.json"), "utf8")) as {
    resource?: Record<string, Record<string, Record<string, unknown>>>;
  };
  return Object.entries(resource)
    .filter(([type]) => type.startsWith("aws_"))
    .flatMap(([type, named]) =>
      Object.values(named).flatMap((config) =>
        Object.entries(config)
          .filter(([name]) => !META.has(name))
          .flatMap(([name, value]) => usesIn(value, `${type}.${name}`)),
      ),
    );
}

/** What somebody else made: an AWS resource of the stack, or an output of another stack. */
const isReference = ({ value }: Use): boolean => /\$\{[^}]*\b(aws_\w+\.|data\.terraform_remote_state\.)/.test(value);

const rulesFor = (argument: string): readonly ReferenceRule[] =>
  awsReferences.filter(({ from, path: place }) => `${from}.${place}` === argument);

/** Whether a rule looks for what the expression is: `${aws_vpc.main.id}`, the `id` of an `aws_vpc`. */
function holds({ argument, value }: Use): boolean {
  const rules = rulesFor(argument);
  const [, type, attribute] = /^\$\{(aws_\w+)\.[\w-]+\.(\w+)\}$/.exec(value) ?? [];
  if (!type || !attribute) return rules.length > 0;
  return rules.some(({ to, attribute: wanted = "id" }) => {
    const isOne = wanted === "id" && SAME_AS_ID.has(`${type}.${attribute}`);
    return [to].flat().includes(type) && (wanted === attribute || isOne);
  });
}

describe("the table of references", () => {
  let uses: readonly Use[];

  beforeAll(async () => {
    const project = writeProject({ dev: DEV, staging: fixture("staging"), prod: fixture("prod") });
    const { stacks } = await synth({ project });
    uses = stacks.flatMap(({ folder }) => usesOf(folder)).filter(isReference);
    fs.rmSync(project, { recursive: true });
  });

  test("has a rule for every argument that names something, and the right one", () => {
    const lacking = uses.filter((use) => !(use.argument in EXCUSED) && !holds(use));

    expect(uses.length).toBeGreaterThan(100);
    expect(lacking).toEqual([]);
  });

  test("excuses nothing that is not set, or that has a rule", () => {
    const set = new Set(uses.map(({ argument }) => argument));

    expect(Object.keys(EXCUSED).filter((argument) => !set.has(argument) || rulesFor(argument).length > 0)).toEqual([]);
  });

  test("names arguments and types that the provider has", () => {
    const { resources } = loadSchema("aws");
    const has = (block: BlockSchema | undefined, [name = "", ...rest]: readonly string[]): boolean =>
      rest.length === 0
        ? Boolean(block?.attributes[name])
        : has(block?.blocks[name]?.block, rest) || Boolean(block?.attributes[name]);

    const unknown = awsReferences.filter(
      ({ from, path: place, to, attribute = "id" }) =>
        !has(resources[from], place.split(".")) ||
        [to].flat().some((type) => resources[type]?.attributes[attribute] === undefined),
    );

    expect(unknown).toEqual([]);
  });
});
