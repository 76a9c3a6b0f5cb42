import { edited } from "./edited";

test("the first match is replaced", () => {
  expect(edited("a: 1\na: 1\n", "a: 1", "a: 2")).toBe("a: 2\na: 1\n");
  expect(edited("a: 1", /\d/, "2")).toBe("a: 2");
});

test.each(["b: 1", /b/, /b/g])("what is not there is refused: %s", (from) => {
  expect(() => edited("a: 1", from, "c: 1")).toThrow("is not in the text");
});
