import { awsRegions } from "../../../src/targets/eks/regions";

test.each(["valueOf", "constructor", "__proto__", "toString", "eu-west-9", ""])("there is no region '%s'", (name) => {
  expect(awsRegions[name]).toBeUndefined();
});

test("every region names its zones by its own name, in order", () => {
  for (const [name, { zones }] of Object.entries(awsRegions)) {
    expect(zones).toEqual([...zones].sort());
    expect(zones.every((zone) => zone.startsWith(name) && zone.length === name.length + 1)).toBe(true);
  }
});
