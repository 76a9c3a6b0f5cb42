/** What changes of `rabbitmq` do to what exists, as plans and applies by the real Terraform. */
import { parseDocument } from "yaml";
import { byAction, DEV, expectAllOk, RehearsedProject } from "../helpers/project";

/** The dev file, with brokers in place of databases. */
function withBrokers(rabbitmq: object[], change: object = {}): string {
  return JSON.stringify({ ...(parseDocument(DEV).toJS() as object), databases: [], rabbitmq, ...change });
}

describe("given a deployed dev with a broker", () => {
  let project: RehearsedProject;

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: withBrokers([{ name: "events" }]) });
    expectAllOk(await project.deploy("dev"));
  });
  afterAll(() => project.close());

  test("there is nothing more to do", async () => {
    const runs = await project.plan("dev");

    expectAllOk(runs);
    expect(byAction(runs)).toEqual({});
  });
});
