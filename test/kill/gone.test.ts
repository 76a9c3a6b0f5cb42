/** What a destruction that broke off can leave: a state that holds what does not exist any more. */
import { ownedObjects } from "../../src/operations/cloud/owners";
import { KilledProject } from "./killed-project";
import { DEPLOY, DESTROY } from "./round";

let project: KilledProject;
beforeAll(async () => {
  project = new KilledProject();
  await project.startCloud();
  expect((await project.jangada(...DEPLOY)).status).toBe(0);
});
afterAll(() => project.close());

test("given a stack of which everything is gone already, a destruction notes that in its state", async () => {
  const gone = ownedObjects(project.states).filter(({ stack }) => stack === "dev-platform");
  expect(gone.length).toBeGreaterThan(3);
  const names = gone.map(({ type, id }) => `${type}/${id}`);
  const deleted = await project.jangada("cloud", "drift", "--directory", project.cloudFolder, "--delete", ...names);
  expect(deleted).toMatchObject({ status: 0 });

  const { status, stdout } = await project.jangada(...DESTROY);

  expect(status).toBe(0);
  expect(stdout).toMatch(/dev-platform\s+unchanged/);
  expect(ownedObjects(project.states)).toEqual([]);
});
