import { scope } from "./scope";

describe("scope", () => {
  test("gives what the work gives, after it ended what it was given, the newest first", async () => {
    const ended: string[] = [];
    const result = await scope(async (own) => {
      own("first", (name) => ended.push(name));
      own("second", async (name) => void ended.push(name));
      expect(ended).toEqual([]);
      return "done";
    });
    expect([result, ended]).toEqual(["done", ["second", "first"]]);
  });

  test("given work that fails, ends everything all the same, and fails with it", async () => {
    const ended: string[] = [];
    const work = scope(async (own) => {
      own("first", (name) => ended.push(name));
      own("second", () => {
        throw new Error("an end that fails");
      });
      throw new Error("the work");
    });
    await expect(work).rejects.toThrow("the work");
    expect(ended).toEqual(["first"]);
  });

  test("given an end that fails, ends the rest, and fails", async () => {
    const ended: string[] = [];
    const work = scope(async (own) => {
      own("first", (name) => ended.push(name));
      own("second", () => Promise.reject(new Error("an end that fails")));
    });
    await expect(work).rejects.toThrow("an end that fails");
    expect(ended).toEqual(["first"]);
  });
});
