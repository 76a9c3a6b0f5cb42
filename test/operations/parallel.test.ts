import { facts } from "../../src/facts";
import { inOrder } from "../../src/operations/dependency-order";
import { MOST_PARALLEL, parallelOf } from "../../src/operations/parallel";
import { checkDrift } from "../../src/operations/drift/check-stacks";
import { plan } from "../../src/operations/deploy/plan";
import { rehearse } from "../../src/operations/rehearse/rehearse";
import { planRehearsed } from "../../src/operations/review/rehearsed";
import { validateStacks } from "../../src/operations/validate";
import { simulatedProviders } from "../../src/providers";

const REFUSED = [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 1e9, MOST_PARALLEL + 1];

describe("parallelOf", () => {
  test("given nothing, takes two to four", () => {
    expect([2, 3, 4]).toContain(parallelOf());
  });

  test.each([1, 2, MOST_PARALLEL])("given %s, takes it", (number) => expect(parallelOf(number)).toBe(number));

  test.each(REFUSED)("given %s, refuses", (number) => expect(() => parallelOf(number)).toThrow("BAD_PARALLEL"));
});

describe.each(REFUSED)("given %s at once", (parallel) => {
  test("inOrder refuses instead of waiting for ever", async () => {
    const work = jest.fn(async () => true);

    await expect(inOrder([{ name: "network", dependencies: [] }], parallel, work)).rejects.toThrow("BAD_PARALLEL");
    expect(work).not.toHaveBeenCalled();
  });

  test.each([
    ["plan", () => plan({ parallel })],
    ["drift", () => checkDrift({ facts, parallel })],
    ["rehearse", () => rehearse({ simulated: simulatedProviders, environment: "dev", parallel })],
    ["review", () => planRehearsed({ facts, simulated: simulatedProviders, base: "HEAD", parallel })],
    [
      "validate",
      () =>
        validateStacks({
          facts,
          simulated: simulatedProviders,
          environments: ["dev"],
          providers: "simulated",
          parallel,
        }),
    ],
  ])("%s refuses before it begins", async (_, work) => {
    await expect(work()).rejects.toThrow("BAD_PARALLEL");
  });
});
