import { until } from "./until";

describe("until", () => {
  test("waits until it holds", async () => {
    let asked = 0;
    await until("it was asked thrice", async () => (asked += 1) === 3);
    expect(asked).toBe(3);
  });

  test("given what never holds, ends, and says what it waited for", async () => {
    await expect(until("pigs fly", () => false, { limit: 0 })).rejects.toThrow("Waited in vain until pigs fly.");
  });
});
