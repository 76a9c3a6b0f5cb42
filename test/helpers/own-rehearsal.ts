/** One rehearsal of an environment of the project's own, from the first apply to what stays, for all that is asked of it. */
import { byAction, expectAllOk, RehearsedProject, type StackRun } from "./project";
import { type OwnName, ownEnvironment } from "./environments";

/** Milliseconds for one whole rehearsal: ten times what it takes on two quiet cores. */
const LONG_LIMIT = 600_000;

interface OwnRehearsal {
  readonly deployed: readonly StackRun[];
  /** What a second plan would change, by action. */
  readonly again: Readonly<Record<string, readonly string[]>>;
  /** Types of which something was made. */
  readonly types: ReadonlySet<string>;
  /** What Terraform refused to destroy of the data; nothing where it was not asked. */
  readonly refused: readonly string[];
  /** What is there when everything was destroyed, its protection lifted: `<type> <whether by design>`. */
  readonly left: readonly string[];
}

/** @param isProtected Whether it has to be refused to destroy its data first. */
async function rehearseOwn(name: OwnName, isProtected: boolean): Promise<OwnRehearsal> {
  const project = await RehearsedProject.open({ [name]: ownEnvironment(name) });
  try {
    const deployed = await project.deploy(name);
    expectAllOk(deployed);
    const again = await project.plan(name);
    expectAllOk(again);
    const types = new Set(project.simulation.world.list().map(({ type }) => type));
    const refused = isProtected ? await refusal(project, name) : [];
    if (isProtected) {
      Object.assign(project.env, { JANGADA_REHEARSE_UNPROTECTED: "1" });
      expectAllOk(await project.deploy(name));
    }
    expectAllOk(await project.destroy(name));
    const left = project.simulation.world
      .list()
      .map(({ type, attributes }) => `${type} ${attributes["retained"] === true ? "by design" : "FORGOTTEN"}`);
    return { deployed, again: byAction(again), types, refused, left: [...left].sort() };
  } finally {
    await project.close();
  }
}

/** What Terraform refuses, beside the keys of what it refuses, before it has taken anything away. */
async function refusal(project: RehearsedProject, name: OwnName): Promise<readonly string[]> {
  const data = (await project.synth(name)).find((stack) => stack.name === `${name}-data`);
  if (!data) throw new Error(`There is no stack ${name}-data.`);
  const { status, stderr } = await project.terraform(data, "plan", "-destroy", "-no-color", "-input=false");
  expect(status).toBe(1);
  return [...stderr.matchAll(/Resource (\S+) has\s+\S*\s*lifecycle\.prevent_destroy/g)]
    .map((match) => match[1] as string)
    .filter((address) => !/^(aws_kms_key|azurerm_key_vault(_key)?)\./.test(address))
    .sort();
}

/** What a cloud is asked for, and what of it stays. */
export interface Cloud {
  /** Of each component something that is of no other. */
  readonly made: readonly string[];
  /** What is there by design when everything was destroyed. */
  readonly stays: readonly string[];
}

const AWS: Cloud = {
  made: [
    "aws_vpc",
    "aws_eks_cluster",
    "aws_db_instance",
    "aws_mq_broker",
    "aws_elasticache_replication_group",
    "aws_s3_bucket",
    "aws_route53_zone",
    "helm_release",
  ],
  // Last snapshots, backups, and the logs of a broker, which Amazon MQ makes itself.
  stays: [
    "aws_cloudwatch_log_group by design",
    "aws_cloudwatch_log_group by design",
    "aws_db_instance_automated_backup by design",
    "aws_db_snapshot by design",
    "aws_elasticache_snapshot by design",
  ],
};

/** What holds of each of them. @param refused What of the data is protected, by address. */
export function testOwnEnvironment(name: OwnName, refused: readonly string[], { made, stays }: Cloud = AWS): void {
  let rehearsal: OwnRehearsal;
  beforeAll(async () => {
    rehearsal = await rehearseOwn(name, refused.length > 0);
  }, LONG_LIMIT);

  test("everything of the card is deployed", () => {
    const stacks = ["cluster", "data", "network", "platform"].map((tier) => `${name}-${tier}`);
    expect(rehearsal.deployed.map(({ stack }) => stack).sort()).toEqual(stacks);
    expect(made.filter((type) => !rehearsal.types.has(type))).toEqual([]);
  });

  test("a second plan is empty", () => expect(rehearsal.again).toEqual({}));

  test(refused.length > 0 ? "whatever holds data refuses to be destroyed" : "nothing is protected", () => {
    expect(rehearsal.refused).toEqual(refused);
  });

  test("destroyed, it leaves nothing but what stays by design", () => expect(rehearsal.left).toEqual(stays));
}
