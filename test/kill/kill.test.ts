/**
 * The command, Terraform, the clouds and all of them are killed in the middle of an apply and of a destruction; the same command
 * is run once more. Five rounds of the fifty of `npm run test:kill`.
 */
import { inventory } from "./checks";
import { KilledProject } from "./killed-project";
import { DEPLOY, DESTROY, playRound, strikesOf } from "./round";

const SEED = 1;
/** A round takes ten seconds on a quiet machine. What hangs is named by the round itself, after four minutes. */
jest.setTimeout(1_800_000);

let project: KilledProject;
let undisturbed: Readonly<Record<string, number>>;

beforeAll(async () => {
  project = new KilledProject();
  await project.startCloud();
  await project.jangada(...DEPLOY);
  undisturbed = await inventory(project);
  await project.jangada(...DESTROY);
});
afterAll(() => project.close());

const ROUNDS = [0, 1, 2, 3, 4].map((number) => {
  const words = strikesOf(SEED, number).map(({ victim, signal, stack }) => `${victim} ${signal} in ${stack}`);
  return [words.join(", then "), number] as const;
});

test.each(ROUNDS)("given %s: one re-run each, and nothing is lost", async (_words, number) => {
  expect(Object.keys(undisturbed).length).toBeGreaterThan(5);
  const { faults } = await playRound(project, SEED, number, undisturbed);
  expect(faults).toEqual([]);
});
