/** One mistake in a real file is one error, however many places it is seen at. */
import { edited } from "../helpers/edited";
import { parse, stringify } from "yaml";
import { loadText } from "../../src/environment/load-file";
import { DEV, fixture } from "../helpers/environments";

const STAGING = fixture("staging");

const problemsOf = (text: string, folder: string) =>
  loadText(text, "environment.yaml", { folder }).problems.map(({ code, place }) => `${code} ${place?.path ?? ""}`);

function changed(text: string, from: string | RegExp, to: string): string {
  const now = text.replace(from, to);
  if (now === text) throw new Error(`nothing is changed by ${String(from)}`);
  return now;
}

describe("one mistake", () => {
  test.each<[mistake: string, from: string | RegExp, to: string, problem: string]>([
    [
      "another region than the zones'",
      "region: eu-central-1",
      "region: us-east-1",
      "ZONE_OF_OTHER_REGION network.aws.zones[0]",
    ],
    ["a zone twice", "eu-central-1c]", "eu-central-1c, eu-central-1c]", "NETWORK_ZONE_TWICE network.aws.zones[3]"],
    [
      "an unknown key in a section",
      "  - name: catalogue",
      "  - name: catalogue\n    zzz: 1",
      "ENV_UNKNOWN_KEY databases[1].zzz",
    ],
    [
      "a secret in a section",
      "  - name: catalogue",
      "  - name: catalogue\n    password: hunter2hunter2",
      "ENV_SECRET databases[1].password",
    ],
    [
      "a misspelt key that is needed",
      "    - name: batch",
      "    - nmae: batch",
      "ENV_UNKNOWN_KEY cluster.pools[1].nmae",
    ],
    ["a misspelt key of the file", "target: eks", "targett: eks", "ENV_UNKNOWN_KEY targett"],
    ["a misspelt section that others need", "aws:\n", "awss:\n", "ENV_UNKNOWN_KEY awss"],
    ["a list in a text's place", "owner: platform-team@example.org", "owner: []", "ENV_TYPE owner"],
    ["a text in a list's place", "clients: [10.0.0.0/8]", 'clients: ""', "ENV_TYPE cluster.api.clients"],
    ["a long text in a list's place", /moved:[\s\S]*/, `moved: ${"x".repeat(300)}`, "ENV_TYPE moved"],
    ["an alias without an anchor", "owner: platform-team@example.org", "owner: *team", "ENV_YAML_ALIAS owner"],
    ["a rename twice", /(moved:\n)(.*\n)/, "$1$2$2", "ENV_MOVED_TWICE moved[1].from"],
    [
      "renames in a circle",
      /moved:[\s\S]*/,
      "moved:\n  - { from: databases.a, to: databases.b }\n  - { from: databases.b, to: databases.c }\n  - { from: databases.c, to: databases.a }\n",
      "ENV_MOVED_CYCLE moved[0].to",
    ],
  ])("%s", (_, from, to, problem) => {
    expect(problemsOf(changed(STAGING, from, to), "staging")).toEqual([problem]);
  });

  test("a misspelt section whose defaults would not do", () => {
    expect(problemsOf(changed(DEV, "cluster:", "clusterr:"), "dev")).toEqual(["ENV_UNKNOWN_KEY clusterr"]);
  });

  test("a zone that the network lost is told once, with all who stand in it", () => {
    const used = edited(
      edited(STAGING, "size: medium", "aws: { zones: [eu-central-1c] }\n      size: medium"),
      "aws: { instanceType",
      "aws: { zones: [eu-central-1c], instanceType",
    );

    const { problems } = loadText(changed(used, ", eu-central-1c] }\ncluster", "] }\ncluster"), "f", {
      folder: "staging",
    });

    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(
      /also: cluster\.pools\[1\]\.aws\.zones\[0\], cluster\.aws\.controlPlaneZones\[2\]/,
    );
  });

  test("all that is wrong with one value is one error", () => {
    const { problems } = loadText(changed(DEV, "name: dev", `name: Dev_${"x".repeat(40)}`), "f");

    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toMatch(/kebab-case.*; it is too long: at most 20 characters\.$/);
  });
});

describe("two mistakes stay two", () => {
  test.each<[string, string | RegExp, string, readonly string[]]>([
    ["two bad values", /admins: \[.*\]/, 'admins: ["x", "y"]', ["ENV_VALUE aws.admins[0]", "ENV_VALUE aws.admins[1]"]],
    [
      "an unknown key that is like nothing",
      "    - name: batch",
      "    - zzz: batch",
      ["ENV_UNKNOWN_KEY cluster.pools[1].zzz", "ENV_MISSING cluster.pools[1].name"],
    ],
    [
      "two keys that are not there",
      '      taints: [{ key: batch, value: "true", effect: NoSchedule }]',
      "      taints: [{}]",
      ["ENV_MISSING cluster.pools[1].taints[0].key", "ENV_MISSING cluster.pools[1].taints[0].effect"],
    ],
    [
      "two zones of the network's",
      "[eu-central-1a, eu-central-1b",
      "[eu-central-1e, eu-central-1f",
      ["ZONE_NOT_IN_REGION network.aws.zones[0]", "ZONE_NOT_IN_REGION network.aws.zones[1]"],
    ],
  ])("%s", (_, from, to, expected) => {
    expect([...problemsOf(changed(STAGING, from, to), "staging")].sort()).toEqual([...expected].sort());
  });
});

test("whatever is put in the place of a value, a file that is refused is refused for something", () => {
  const whole = parse(STAGING) as Record<string, unknown>;
  const places = (value: unknown, at: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] => [
    at,
    ...(typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([key, inner]) =>
          places(inner, [...at, Array.isArray(value) ? Number(key) : key]),
        )
      : []),
  ];
  const put = (value: unknown, at: readonly (string | number)[], by: unknown): unknown => {
    const [key, ...rest] = at;
    if (key === undefined) return by;
    const copy = (Array.isArray(value) ? [...(value as readonly unknown[])] : { ...(value as object) }) as Record<
      string | number,
      unknown
    >;
    copy[key] = put(copy[key], rest, by);
    return copy;
  };
  const told = places(whole)
    .filter((at) => at.length > 0)
    .flatMap((at) => ["x".repeat(300), -3, [], {}].map((by) => loadText(stringify(put(whole, at, by)), "f")));

  expect(told.length).toBeGreaterThan(100);
  expect(told.filter(({ environment, problems }) => !environment && problems.length === 0)).toEqual([]);
});
