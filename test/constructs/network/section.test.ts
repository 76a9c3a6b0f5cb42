import { type Component, type EnvironmentFacts, PROFILES, type SectionProblem } from "../../../src/model/component";
import { sectionDefaults, mergeSectionDefaults } from "../../../src/environment/merge";
import { checksForTarget } from "../../../src/model/target-parts";
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

const component = networkComponent as unknown as Component;

function sectionOf(given: Given, facts: Partial<EnvironmentFacts> = {}) {
  const defaults = sectionDefaults(component, { ...FACTS, ...facts }, given);
  return networkComponent.rules().schema.parse(mergeSectionDefaults(given, defaults));
}

function problems(given: Given, facts: Partial<EnvironmentFacts> = {}): readonly SectionProblem[] {
  return checksForTarget(component, sectionOf(given, facts), { facts: { ...FACTS, ...facts }, sections: {} });
}

const codes = (found: readonly SectionProblem[]) => found.map(({ code, path }) => `${code} ${path.join(".")}`);

describe("the section network", () => {
  it.each(PROFILES)("may be left out in profile %s", (profile) => {
    expect(problems({}, { profile })).toEqual([]);
  });

  it("spreads over more zones, gateways and endpoints by profile", () => {
    expect(sectionOf({}, { profile: "minimal" })).toEqual({
      azure: {},
      cidr: "10.0.0.0/16",
      zoneCount: 2,
      nat: "single",
      privateEndpoints: false,
      aws: { zones: ["eu-west-1a", "eu-west-1b"], natZone: "eu-west-1a" },
    });
    expect(sectionOf({}, { profile: "full" })).toMatchObject({
      zoneCount: 3,
      aws: { zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] },
      nat: "per-zone",
      privateEndpoints: true,
    });
  });

  it("keeps the only gateway where it is when a zone is added at the head", () => {
    const minimal = { profile: "minimal" } as const;
    expect(sectionOf({ aws: { zones: ["eu-west-1c", "eu-west-1a", "eu-west-1b"] } }, minimal).aws.natZone).toBe(
      "eu-west-1a",
    );
  });

  it("spreads over as many of the region's zones as it is told to, and as many as are named", () => {
    expect(sectionOf({ zoneCount: 1 }).aws.zones).toEqual(["eu-west-1a"]);
    expect(sectionOf({ aws: { zones: ["eu-west-1c", "eu-west-1a"] } }).zoneCount).toBe(2);
    expect(problems({ zoneCount: 2, aws: { zones: ["eu-west-1c", "eu-west-1a"] } })).toEqual([]);
  });

  it("on another target needs no zones of AWS, and gets none", () => {
    expect(sectionOf({}, { target: "kubeadm" }).aws).toEqual({});
    expect(problems({ aws: { zones: ["us-east-1a"] } }, { target: "kubeadm" })).toEqual([]);
    expect(problems({ nat: "none" }, { target: "kubeadm" })).toEqual([]);
  });

  it.each(["10.0.0.0/8", "192.168.7.0/24", "192.0.2.8/29"])("of bare hosts it is as large as theirs is: %s", (cidr) => {
    expect(problems({ cidr }, { target: "kubeadm" })).toEqual([]);
  });

  it.each([
    ["10.0.0.0/7", "a /7: a network is a /8 to /29", "such as 10.0.0.0/8"],
    ["192.0.2.8/30", "a /30: a network is a /8 to /29", "such as 192.0.2.8/29"],
  ])("of bare hosts it holds some, and is not the internet: %s", (cidr, message, remedy) => {
    expect(problems({ cidr }, { target: "kubeadm" })).toMatchObject([
      {
        code: "NETWORK_CIDR_SIZE",
        message: expect.stringContaining(message) as unknown,
        remedy: expect.stringContaining(remedy) as unknown,
      },
    ]);
  });

  it.each([
    [{ cidr: "10.0.0.0/8" }, "NETWORK_CIDR_SIZE cidr"],
    [{ cidr: "10.0.0.0/24" }, "NETWORK_CIDR_SIZE cidr"],
    [{ cidr: "10.1.2.0/16" }, "NETWORK_CIDR_NOT_NORMAL cidr"],
    [{ aws: { zones: ["eu-west-1a", "us-east-1b"] } }, "ZONE_OF_OTHER_REGION aws.zones.1"],
    [{ aws: { zones: ["eu-west-1a", "eu-west-1a"] } }, "NETWORK_ZONE_TWICE aws.zones.1"],
    [{ aws: { zones: ["eu-west-1a", "eu-west-1f"] } }, "ZONE_NOT_IN_REGION aws.zones.1"],
    [{ nat: "none" }, "NETWORK_NO_WAY_OUT nat"],
    [{ nat: "single", aws: { zones: ["eu-west-1b", "eu-west-1c"] } }, "NETWORK_NAT_ZONE aws.natZone"],
    [{ zoneCount: 4 }, "NETWORK_TOO_MANY_ZONES zoneCount"],
    [{ zoneCount: 3, aws: { zones: ["eu-west-1a", "eu-west-1b"] } }, "NETWORK_ZONE_COUNT zoneCount"],
  ])("%j has the problem %s, and no other", (given, expected) => {
    expect(codes(problems(given))).toEqual([expected]);
  });

  it.each<Given>([
    { cidr: "10.0.0.0/16" },
    { cidr: "10.0.16.0/20" },
    { nat: "none", privateEndpoints: true },
    { nat: "single", aws: { zones: ["eu-west-1a", "eu-west-1b"], natZone: "eu-west-1b" } },
    // Whose zone the gateway has does not matter where each has its own, or there is none.
    { nat: "per-zone", aws: { zones: ["eu-west-1a", "eu-west-1b"], natZone: "eu-west-1c" } },
    { nat: "none", privateEndpoints: true, aws: { zones: ["eu-west-1a"], natZone: "eu-west-1c" } },
    { zoneCount: 3 },
    { zoneCount: 3, aws: { zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"] } },
    { zoneCount: 1, aws: { zones: ["eu-west-1b"] } },
  ])("%j is right, as near as it is to what is not", (given) => {
    expect(problems(given)).toEqual([]);
  });

  it.each([
    ["10.0.0.0/15", "a /15: a network is a /16 to /20", "such as 10.0.0.0/16"],
    ["10.9.240.0/21", "a /21: a network is a /16 to /20", "such as 10.9.240.0/20"],
  ])("says the sizes that a network has, given %s", (cidr, message, remedy) => {
    expect(problems({ cidr })).toMatchObject([
      {
        code: "NETWORK_CIDR_SIZE",
        message: expect.stringContaining(message) as unknown,
        remedy: expect.stringContaining(remedy) as unknown,
      },
    ]);
  });

  it("names the region of a zone that is another's, and the zones that there are", () => {
    expect(problems({ aws: { zones: ["eu-west-1a", "us-east-1b"] } })).toMatchObject([
      {
        message: "'us-east-1b' is a zone of region 'us-east-1', but the environment is in 'eu-west-1'.",
        cause: "zones of us-east-1 in eu-west-1",
        remedy: "Its zones are eu-west-1a, eu-west-1b, eu-west-1c.",
      },
    ]);
    expect(problems({ aws: { zones: ["eu-west-1f"] } })).toMatchObject([
      {
        message: "Region 'eu-west-1' has no zone 'eu-west-1f'.",
        remedy: expect.stringContaining("eu-west-1c") as unknown,
      },
    ]);
    const unknown = problems({ nat: "per-zone", aws: { zones: ["xx-new-1a", "us-east-1b"] } }, { region: "xx-new-1" });
    expect(codes(unknown)).toEqual(["ZONE_OF_OTHER_REGION aws.zones.1"]);
    expect(unknown[0]?.remedy).toBeUndefined();
  });

  it("says how many zones a region has where more are asked for", () => {
    const found = problems({ aws: { zones: ["us-west-1a", "us-west-1b", "us-west-1c"] } }, { region: "us-west-1" });
    expect(codes(found)).toEqual(["ZONE_NOT_IN_REGION aws.zones.1", "NETWORK_TOO_MANY_ZONES aws.zones"]);
    expect(found[1]).toMatchObject({
      message: "3 zones are asked for, but region 'us-west-1' has 2.",
      remedy: "It has: us-west-1a, us-west-1c.",
    });
  });

  it("asks for zones in a region that the catalog does not know", () => {
    const found = problems({}, { region: "xx-new-1" });
    expect(codes(found)).toEqual(["NETWORK_NO_ZONES aws.zones"]);
    expect(found[0]).toMatchObject({
      message: "The zones of region 'xx-new-1' are not known here.",
      remedy: "Name them under 'aws.zones'.",
    });
    expect(problems({ aws: { zones: ["xx-new-1a", "xx-new-1b"] }, nat: "per-zone" }, { region: "xx-new-1" })).toEqual(
      [],
    );
  });

  it("takes a network that exists, and then nothing that says how one is made", () => {
    const existing = {
      networkId: "vpc-0123456789abcdef0",
      cidr: "10.3.0.0/16",
      subnets: { private: { "eu-west-1a": "subnet-0123456789abcdef0" } },
    };
    expect(problems({ aws: { existing } })).toEqual([]);
    expect(
      codes(problems({ nat: "single", cidr: "10.0.0.0/16", zoneCount: 2, aws: { existing, zones: ["eu-west-1a"] } })),
    ).toEqual([
      "NETWORK_EXISTING_CONTRADICTION cidr",
      "NETWORK_EXISTING_CONTRADICTION zoneCount",
      "NETWORK_EXISTING_CONTRADICTION nat",
      "NETWORK_EXISTING_CONTRADICTION aws.zones",
    ]);
    expect(codes(problems({ aws: { existing: { ...existing, subnets: { private: {} } } } }))).toEqual([
      "NETWORK_NO_ZONES aws.existing.subnets.private",
    ]);
    const elsewhere = { ...existing, subnets: { private: { "us-east-1a": "subnet-0123456789abcdef0" } } };
    expect(codes(problems({ aws: { existing: elsewhere } }))).toEqual([
      "ZONE_OF_OTHER_REGION aws.existing.subnets.private.us-east-1a",
    ]);
  });

  it.each([
    ["aws", { aws: { zones: ["eu-west-1"] } }],
    ["aws", { aws: { zones: [] } }],
    ["zoneCount", { zoneCount: 0 }],
    ["zoneCount", { zoneCount: 1.5 }],
    ["cidr", { cidr: "10.0.0.0" }],
    ["nat", { nat: "both" }],
    ["aws", { aws: { existing: { networkId: "vpc-1", cidr: "10.0.0.0/16", subnets: { private: {} } } } }],
  ])("refuses a malformed %s: %j", (field, section) => {
    const result = networkComponent.rules().schema.safeParse(section);
    expect(result.error?.issues.map((issue) => issue.path[0])).toEqual([field]);
  });
});
