/** What changes of `rabbitmq` do to what exists, as plans and applies by the real Terraform. */
import { rmSync } from "node:fs";
import { parseDocument } from "yaml";
import { rehearse } from "../../src/operations/rehearse/rehearse";
import { simulatedProviders } from "../../src/providers";
import { byAction, DEV, expectAllOk, RehearsedProject, writeProject } from "../helpers/project";

/** The dev file, with brokers in place of databases. */
function withBrokers(rabbitmq: object[], change: object = {}): string {
  return JSON.stringify({ ...(parseDocument(DEV).toJS() as object), databases: [], rabbitmq, ...change });
}

const DATA = ["dev-network", "dev-data"];
const EVENTS = { name: "events", version: "3.13" };

interface State {
  readonly resources: readonly {
    readonly type: string;
    readonly name: string;
    readonly instances: readonly {
      readonly index_key?: string;
      readonly attributes: Readonly<Record<string, unknown>>;
    }[];
  }[];
}

describe("given a deployed dev with a broker", () => {
  let project: RehearsedProject;

  const stateText = async (name: string): Promise<string> => {
    const stack = (await project.synth("dev")).find((one) => one.name === name);
    if (!stack) throw new Error(`no stack ${name}`);
    return (await project.terraform(stack, "state", "pull")).stdout;
  };

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: withBrokers([EVENTS]) });
    expectAllOk(await project.deploy("dev"));
  });
  afterAll(() => project.close());
  beforeEach(() => project.write("dev", withBrokers([EVENTS])));

  test("there is nothing more to do", async () => {
    const runs = await project.plan("dev");

    expectAllOk(runs);
    expect(byAction(runs)).toEqual({});
  });

  test("the log groups that the broker made are kept for a year, under its key", async () => {
    const { resources } = JSON.parse(await stateText("dev-platform")) as State;
    const groups = resources.find(({ type, name }) => type === "aws_cloudwatch_log_group" && name.includes("events"));

    expect(groups?.instances.map(({ index_key }) => index_key?.split("/").at(-1))).toEqual(["connection", "general"]);
    for (const { attributes } of groups?.instances ?? []) {
      expect(attributes).toMatchObject({
        name: expect.stringMatching(/^\/aws\/amazonmq\/broker\/b-[0-9a-f-]+\/\w+$/) as string,
        retention_in_days: 365,
        kms_key_id: expect.stringMatching(/^arn:aws:kms:/) as string,
      });
    }
  });

  test("the first password stands in the state of the tier data, where the README says so, and in no other", async () => {
    const data = JSON.parse(await stateText("dev-data")) as State;
    const password = data.resources.find(({ type }) => type === "random_password")?.instances[0]?.attributes["result"];

    expect(password).toMatch(/^[A-Za-z0-9]{40}$/);
    const holders = data.resources.filter(({ instances }) => JSON.stringify(instances).includes(String(password)));
    expect(holders.map(({ type }) => type).sort()).toEqual(["aws_mq_broker", "random_password"]);
    for (const stack of ["dev-network", "dev-cluster", "dev-platform"]) {
      expect(await stateText(stack)).not.toContain(password);
    }
  });

  test("a larger broker is the same broker", async () => {
    project.write("dev", withBrokers([{ ...EVENTS, size: "large" }]));

    const runs = await project.plan("dev", DATA);

    expectAllOk(runs);
    expect(byAction(runs)).toEqual({ update: ["aws_mq_broker.rabbitmq_events"] });
  });

  test("a broker over zones is another one, with another first password; the store's name stays", async () => {
    project.write("dev", withBrokers([{ ...EVENTS, highAvailability: true }]));

    const runs = await project.plan("dev", DATA);

    expectAllOk(runs);
    const { replace = [], ...others } = byAction(runs);
    expect([...replace].sort()).toEqual([
      "aws_mq_broker.rabbitmq_events",
      "aws_secretsmanager_secret_version.rabbitmq_events_first-password_version",
      "random_password.rabbitmq_events_first-password",
    ]);
    expect(others).toEqual({});
  });

  test("a major version that no broker comes to is refused at its place, before anything is planned", async () => {
    project.write("dev", withBrokers([{ ...EVENTS, version: "4.2" }]));

    await expect(project.plan("dev", DATA)).rejects.toThrow(
      /rabbitmq\.events\.version[\s\S]*RABBITMQ_UPGRADE[\s\S]*Write 3\.13/,
    );
  });

  test("a renamed broker keeps its messages with `moved`, and is refused without", async () => {
    const renamed = [{ ...EVENTS, name: "messages" }];
    project.write("dev", withBrokers(renamed));
    await expect(project.plan("dev", DATA)).rejects.toThrow(/RENAMED_WITHOUT_MOVED/);

    project.write("dev", withBrokers(renamed, { moved: [{ from: "rabbitmq.events", to: "rabbitmq.messages" }] }));
    const { create = [], delete: gone = [], replace = [] } = byAction(await project.plan("dev", DATA));

    expect([...create, ...gone, ...replace]).toEqual([]);
  });

  test("a broker that is made anew under its name makes the Job run again", async () => {
    project.write("dev", withBrokers([]));
    expectAllOk(await project.deploy("dev", ["dev-data"]));
    project.write("dev", withBrokers([EVENTS]));
    expectAllOk(await project.deploy("dev", DATA));

    const runs = await project.deploy("dev", ["dev-platform"]);

    expectAllOk(runs);
    expect(byAction(runs)["replace"]).toContain("kubernetes_job_v1.rabbitmq_events_access");
  });
});

test("an environment with a broker leaves nothing behind but its logs", async () => {
  const project = writeProject({ dev: withBrokers([{ name: "events" }]) });
  try {
    const result = await rehearse({ simulated: simulatedProviders, environment: "dev", project, destroy: true });

    expect(result.problems).toEqual([]);
    expect(result.left?.filter(({ retained }) => !retained)).toEqual([]);
    expect(result.left?.map(({ id }) => id.split("/").at(-1)).sort()).toEqual(["connection", "general"]);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
});

test("a protected broker refuses to be destroyed", async () => {
  const project = await RehearsedProject.open({ dev: withBrokers([{ name: "events" }], { profile: "standard" }) });
  try {
    expectAllOk(await project.deploy("dev", DATA));
    const [data] = (await project.destroy("dev")).filter(({ stack }) => stack === "dev-data");
    expect(data?.problems.join()).toContain("prevent_destroy");
  } finally {
    await project.close();
  }
});
