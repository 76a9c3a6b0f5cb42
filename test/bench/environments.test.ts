import { environmentNames, environmentText } from "../../bench/environments";
import { loadText } from "../../src/environment/load";

describe("the benches' environments", () => {
  test("given their generator, when files are loaded, then each is valid, and no two share a name or a network", () => {
    const loaded = environmentNames(3).map((name, index) => loadText(environmentText(index, name), `${name}.yaml`));
    expect(loaded.flatMap(({ problems }) => problems)).toEqual([]);
    expect(loaded.map(({ environment }) => environment?.facts.name)).toEqual(["e001", "e002", "e003"]);
    const networks = loaded.map(({ environment }) => environment?.sections["network"] as { cidr: string });
    expect(networks.map(({ cidr }) => cidr)).toEqual(["10.0.0.0/16", "10.1.0.0/16", "10.2.0.0/16"]);
  });

  test("given more than there are networks, then it says so", () => {
    expect(() => environmentText(256, "e257")).toThrow(RangeError);
  });
});
