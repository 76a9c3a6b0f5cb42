import { z } from "zod";
import type { EnvironmentFacts, SectionProblem } from "../../../src/model/component";
import { ingressComponent } from "../../../src/constructs/ingress/component";
import { allowedRanges, ingressSection } from "../../../src/constructs/ingress/section";

const facts: EnvironmentFacts = {
  name: "dev",
  target: "eks",
  profile: "standard",
  protected: true,
  region: "eu-west-1",
  account: "111122223333",
  admins: [],
  owner: "platform",
  tags: {},
  file: "environment.yaml",
};

function problems(section: z.input<typeof ingressSection>): readonly SectionProblem[] {
  return ingressComponent.check?.(ingressSection.parse(section), { facts, sections: {} }) ?? [];
}

function refusals(section: unknown): string[] {
  const result = ingressSection.safeParse(section);
  return (result.error?.issues ?? []).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("the section ingress", () => {
  test("needs a host, and fills in the rest", () => {
    expect(ingressSection.parse({ host: "dev.example.org" })).toEqual({
      controller: "traefik",
      host: "dev.example.org",
      acme: { server: "production" },
      exposure: "public",
      rateLimit: { average: 100, burst: 200 },
      values: {},
    });
  });

  test("describes every field, for editors", () => {
    const fields = Object.values(ingressSection.shape).map((field) => field.description ?? "");

    expect(fields.filter((description) => description.length < 10)).toEqual([]);
  });

  test.each([
    [{ host: "localhost" }, "host: must be a lower-case DNS name, such as dev.example.org"],
    [{ host: "a.b.c", controller: "kong" }, "controller: 'traefik' is the only ingress controller so far"],
    [
      { host: "a.b.c", acme: { server: "http://ca.example.org" } },
      "acme.server: must be an https URL, or production, or staging",
    ],
    [{ host: "a.b.c", allow: ["10.0.0.1"] }, "allow.0: must be an IPv4 range, such as 203.0.113.0/24"],
    [{ host: "a.b.c", allow: [] }, "allow: must allow at least one range; leave it out for the default"],
  ])("refuses %j in words of its own", (section, refusal) => {
    expect(refusals(section)).toEqual([refusal]);
  });

  test("lets the world in where public, and private addresses where internal, unless it says otherwise", () => {
    expect(allowedRanges({ exposure: "public" })).toEqual(["0.0.0.0/0"]);
    expect(allowedRanges({ exposure: "internal" })).toEqual(["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]);
    expect(allowedRanges({ exposure: "public", allow: ["203.0.113.0/24"] })).toEqual(["203.0.113.0/24"]);
  });
});

describe("the checks of the section", () => {
  const dnsZone = { name: "example.org" };

  test("find nothing where all is well", () => {
    expect(problems({ host: "dev.example.org" })).toEqual([]);
    expect(problems({ host: "dev.example.org", dnsZone, exposure: "internal" })).toEqual([]);
    expect(problems({ host: "example.org", dnsZone })).toEqual([]);
  });

  test("want the host in its zone, and not merely ending like it", () => {
    expect(problems({ host: "dev.notexample.org", dnsZone })).toMatchObject([
      { path: ["host"], code: "INGRESS_HOST_OUTSIDE_ZONE" },
    ]);
  });

  test("want a zone where the certificate authority cannot connect", () => {
    expect(problems({ host: "a.example.org", exposure: "internal" })).toMatchObject([
      { path: ["exposure"], code: "INGRESS_ACME_UNREACHABLE" },
    ]);
    expect(problems({ host: "a.example.org", allow: ["203.0.113.0/24"] })).toMatchObject([
      { path: ["allow"], code: "INGRESS_ACME_UNREACHABLE" },
    ]);
  });

  test("find chart values that the charts do not know", () => {
    const values = { traefik: { deployment: { replica: 1 } }, externalDns: { zones: [] } };

    expect(problems({ host: "a.example.org", values })).toMatchObject([
      {
        path: ["values", "traefik", "deployment", "replica"],
        code: "CHART_UNKNOWN_VALUE",
        remedy: "Did you mean 'deployment.replicas'?",
      },
      { path: ["values", "externalDns", "zones"], code: "CHART_UNKNOWN_VALUE" },
    ]);
  });
});
