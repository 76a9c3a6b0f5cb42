import { z } from "zod";
import type { Component, EnvironmentFacts, SectionProblem } from "../../../src/model/component";
import { checksForTarget, existingForTarget, versionsForTarget } from "../../../src/model/target-parts";
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

const component = ingressComponent as unknown as Component;

function problems(section: z.input<typeof ingressSection>): readonly SectionProblem[] {
  return checksForTarget(component, ingressSection.parse(section), { facts, sections: {} });
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
      aws: { values: {} },
      azure: {},
      kubeadm: { authority: "acme" },
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
    [
      { host: "a.b.c", dnsZone: { name: "b.c" }, aws: { zoneId: "hostedzone/Z1" } },
      "aws.zoneId: must be the id of a hosted zone, such as Z0123456789ABCDEFGHIJ",
    ],
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

  test("want a name of a zone whose id is given", () => {
    expect(problems({ host: "a.example.org", aws: { zoneId: "Z123" } })).toMatchObject([
      { path: ["aws", "zoneId"], code: "INGRESS_ZONE_UNNAMED" },
    ]);
    expect(problems({ host: "a.example.org", dnsZone, aws: { zoneId: "Z123" } })).toEqual([]);
  });
});

describe("what the cloud adds", () => {
  const section = ingressSection.parse({
    host: "a.example.org",
    dnsZone: { name: "example.org" },
    aws: { zoneId: "Z123", values: { loadBalancerController: { enableWav: true } } },
  });
  const on = (target: EnvironmentFacts["target"]): { facts: EnvironmentFacts; sections: object } => ({
    facts: { ...facts, target },
    sections: {},
  });

  test("holds on its target: the zone that exists, the chart of its controller, and the values of it", () => {
    const context = on("eks") as Parameters<typeof checksForTarget>[2];
    expect(existingForTarget(component, section, context)).toEqual([
      { kind: "dns-zone", id: "Z123", name: "example.org" },
    ]);
    expect(versionsForTarget(component, section, context).map(({ name }) => name)).toContain(
      "aws-load-balancer-controller",
    );
    expect(checksForTarget(component, section, context)).toMatchObject([
      { path: ["aws", "values", "loadBalancerController", "enableWav"], code: "CHART_UNKNOWN_VALUE" },
    ]);
  });

  test("on Azure is the zone that exists, whose id must be of the file's zone, and named", () => {
    const id = (name: string): string =>
      `/subscriptions/12345678-1234-4234-8234-123456789012/resourceGroups/names/providers/Microsoft.Network/dnsZones/${name}`;
    const context = on("aks") as Parameters<typeof checksForTarget>[2];
    const file = (zoneId: string, dnsZone?: { name: string }) =>
      ingressSection.parse({ host: "a.example.org", ...(dnsZone ? { dnsZone } : {}), azure: { zoneId } });
    const named = file(id("Example.org"), { name: "example.org" });
    expect(checksForTarget(component, named, context)).toEqual([]);
    expect(existingForTarget(component, named, context)).toEqual([
      { kind: "dns-zone", id: id("Example.org"), name: "example.org" },
    ]);
    expect(checksForTarget(component, file(id("example.com"), { name: "example.org" }), context)).toMatchObject([
      { path: ["azure", "zoneId"], code: "INGRESS_ZONE_OTHER" },
    ]);
    expect(checksForTarget(component, file(id("example.org")), context)).toMatchObject([
      { path: ["azure", "zoneId"], code: "INGRESS_ZONE_UNNAMED" },
    ]);
    expect(versionsForTarget(component, named, context).map(({ name }) => name)).not.toContain(
      "aws-load-balancer-controller",
    );
    expect(refusals({ host: "a.b.c", dnsZone: { name: "b.c" }, azure: { zoneId: "Z123" } })).toEqual([
      expect.stringContaining("azure.zoneId: must be the id of a zone of Azure DNS"),
    ]);
  });

  test("is let be on another", () => {
    const context = on("kubeadm") as Parameters<typeof checksForTarget>[2];
    expect(existingForTarget(component, section, context)).toEqual([]);
    expect(versionsForTarget(component, section, context).map(({ name }) => name)).toEqual([
      "traefik",
      "cert-manager",
      "external-dns",
    ]);
    // Of the block nothing is said; that hosts bring no DNS is their own.
    expect(checksForTarget(component, section, context).map(({ code }) => code)).toEqual(["INGRESS_DNS_UNKNOWN"]);
  });
});
