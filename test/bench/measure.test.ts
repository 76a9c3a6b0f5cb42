import { measure, medianSeconds, mostMegabytes, secondsOf, type Subject } from "../../bench/measure";

/** A subject that takes as long as it is told, round by round, and writes down when its turn was. */
function subject(name: string, seconds: readonly number[], turns: string[], megabytes?: readonly number[]): Subject {
  let round = 0;
  return {
    name,
    run: async () => {
      const sample = { seconds: seconds[round] ?? NaN, ...(megabytes ? { megabytes: megabytes[round] ?? NaN } : {}) };
      round += 1;
      turns.push(name);
      return sample;
    },
  };
}

describe("measure", () => {
  test("given two subjects, when they are measured, then each round runs both, in turns as to who begins", async () => {
    const turns: string[] = [];
    await measure([subject("a", [1, 1, 1], turns), subject("b", [1, 1, 1], turns)], { counted: 2, warmUp: 1 });
    expect(turns).toEqual(["a", "b", "b", "a", "a", "b"]);
  });

  test("given a warm-up that is slow, when it is over, then it does not count", async () => {
    const [measured] = await measure([subject("a", [100, 3, 1, 2], [])], { counted: 3, warmUp: 1 });
    expect(measured && secondsOf(measured)).toEqual([3, 1, 2]);
    expect(measured && medianSeconds(measured)).toBe(2);
  });

  test("given subjects of which one tells its memory, then its most is known, and of the other nothing", async () => {
    const subjects = [subject("a", [1, 1], [], [90, 120]), subject("b", [1, 1], [])];
    const measured = await measure(subjects, { counted: 2, warmUp: 0 });
    expect(measured.map(mostMegabytes)).toEqual([120, undefined]);
  });
});
