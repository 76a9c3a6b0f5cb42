import { load, SMALLEST } from "./made-up";

const TEXT = `${SMALLEST}crew:
  version: "1.34"
  fishers:
    - name: ana
      task: {kind: steer}
    - name: bia
      task:
        kind: fish
        net: a.b
      watch: [dawn, noon]
`;

describe("locate", () => {
  const { environment } = load(TEXT);

  test.each([
    ["name", 1, 1],
    ["aws.region", 7, 3],
    ["crew", 8, 1],
    ["crew.version", 9, 3],
    ["crew.fishers.bia", 13, 7],
    ["crew.fishers[1]", 13, 7],
    ["crew.fishers.bia.task.net", 16, 9],
    ["crew.fishers[1].task.net", 16, 9],
    ["crew.fishers.bia.watch.noon", 17, 21],
  ])("finds %s", (path, line, column) => {
    expect(environment?.locate(path)).toEqual({ line, column });
  });

  test.each([
    ["what the profile filled in", "sails.area", 1, 1],
    ["what is gone", "crew.fishers.carla", 10, 3],
    ["a default within a section", "crew.fishers.ana.watch", 11, 7],
    ["nothing at all", "", 1, 1],
  ])("given %s, finds the nearest thing around it", (_, path, line, column) => {
    expect(environment?.locate(path)).toEqual({ line, column });
  });
});
