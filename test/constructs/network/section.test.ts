import { type EnvironmentFacts, PROFILES, type SectionProblem } from "../../../src/model/component";
import { networkComponent } from "../../../src/constructs/network/component";
import { ACCOUNT, REGION } from "../aws-stack";

const FACTS: EnvironmentFacts = {
  name: "dev",
  target: "eks",
  profile: "standard",
  protected: true,
  region: REGION,
  account: ACCOUNT,
  admins: [],
  owner: "ops",
  tags: {},
  file: "environment.yaml",
};

type Given = Readonly<Record<string, unknown>>;

function sectionOf(given: Given, facts: Partial<EnvironmentFacts> = {}) {
  const defaults = networkComponent.defaults?.({ ...FACTS, ...facts }, given) as object;
  return networkComponent.schema.parse({ ...defaults, ...given });
}

function problems(given: Given, facts: Partial<EnvironmentFacts> = {}): readonly SectionProblem[] {
  const context = { facts: { ...FACTS, ...facts }, sections: {} };
  return networkComponent.check?.(sectionOf(given, facts), context) ?? [];
}

const codes = (found: readonly SectionProblem[]) => found.map(({ code, path }) => `${code} ${path.join(".")}`);

describe("the section network", () => {
  it.each(PROFILES)("may be left out in profile %s", (profile) => {
    expect(problems({}, { profile })).toEqual([]);
  });

  it("spreads over more zones, gateways and endpoints by profile", () => {
    expect(sectionOf({}, { profile: "minimal" })).toEqual({
      cidr: "10.0.0.0/16",
      zones: ["eu-west-1a", "eu-west-1b"],
      nat: "single",
      natZone: "eu-west-1a",
      privateEndpoints: false,
    });
    expect(sectionOf({}, { profile: "full" })).toMatchObject({
      zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      nat: "per-zone",
      privateEndpoints: true,
    });
  });

  it("keeps the only gateway where it is when a zone is added at the head", () => {
    const minimal = { profile: "minimal" } as const;
    expect(sectionOf({ zones: ["eu-west-1c", "eu-west-1a", "eu-west-1b"] }, minimal).natZone).toBe("eu-west-1a");
  });

  it.each([
    [{ cidr: "10.0.0.0/8" }, "NETWORK_CIDR_SIZE cidr"],
    [{ cidr: "10.0.0.0/24" }, "NETWORK_CIDR_SIZE cidr"],
    [{ cidr: "10.1.2.0/16" }, "NETWORK_CIDR_NOT_NORMAL cidr"],
    [{ zones: ["eu-west-1a", "us-east-1b"] }, "ZONE_OF_OTHER_REGION zones.1"],
    [{ zones: ["eu-west-1a", "eu-west-1a"] }, "NETWORK_ZONE_TWICE zones.1"],
    [{ zones: ["eu-west-1a", "eu-west-1f"] }, "ZONE_NOT_IN_REGION zones.1"],
    [{ nat: "none" }, "NETWORK_NO_WAY_OUT nat"],
    [{ nat: "single", zones: ["eu-west-1b", "eu-west-1c"] }, "NETWORK_NAT_ZONE natZone"],
  ])("%j has the problem %s, and no other", (given, expected) => {
    expect(codes(problems(given))).toEqual([expected]);
  });

  it("says how many zones a region has where more are asked for", () => {
    const found = problems({ zones: ["us-west-1a", "us-west-1b", "us-west-1c"] }, { region: "us-west-1" });
    expect(codes(found)).toEqual(["ZONE_NOT_IN_REGION zones.1", "NETWORK_TOO_MANY_ZONES zones"]);
    expect(found[1]).toMatchObject({
      message: "3 zones are asked for, but region 'us-west-1' has 2.",
      remedy: "It has: us-west-1a, us-west-1c.",
    });
  });

  it("asks for zones in a region that the catalog does not know", () => {
    expect(codes(problems({}, { region: "xx-new-1" }))).toEqual(["NETWORK_NO_ZONES zones"]);
    expect(problems({ zones: ["xx-new-1a", "xx-new-1b"], nat: "per-zone" }, { region: "xx-new-1" })).toEqual([]);
  });

  it("takes a network that exists, and then nothing that says how one is made", () => {
    const existing = {
      networkId: "vpc-0123456789abcdef0",
      cidr: "10.3.0.0/16",
      subnets: { private: { "eu-west-1a": "subnet-0123456789abcdef0" } },
    };
    expect(problems({ existing })).toEqual([]);
    expect(codes(problems({ existing, nat: "single", cidr: "10.0.0.0/16" }))).toEqual([
      "NETWORK_EXISTING_CONTRADICTION cidr",
      "NETWORK_EXISTING_CONTRADICTION nat",
    ]);
    expect(codes(problems({ existing: { ...existing, subnets: { private: {} } } }))).toEqual([
      "NETWORK_NO_ZONES existing.subnets.private",
    ]);
    const elsewhere = { ...existing, subnets: { private: { "us-east-1a": "subnet-0123456789abcdef0" } } };
    expect(codes(problems({ existing: elsewhere }))).toEqual([
      "ZONE_OF_OTHER_REGION existing.subnets.private.us-east-1a",
    ]);
  });

  it.each([
    ["zones", { zones: ["eu-west-1"] }],
    ["zones", { zones: [] }],
    ["cidr", { cidr: "10.0.0.0" }],
    ["nat", { nat: "both" }],
    ["existing", { existing: { networkId: "vpc-1", cidr: "10.0.0.0/16", subnets: { private: {} } } }],
  ])("refuses a malformed %s: %j", (field, section) => {
    const result = networkComponent.schema.safeParse(section);
    expect(result.error?.issues.map((issue) => issue.path[0])).toEqual([field]);
  });
});
