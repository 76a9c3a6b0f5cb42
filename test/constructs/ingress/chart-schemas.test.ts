import { buildIngress, type Settings } from "./fixtures";
import { chartSchema } from "../../helpers/go-schemas";

const zone = { dnsZone: { name: "example.org" }, aws: { zoneId: "Z123" } };
const charts = {
  traefik: chartSchema("traefik"),
  "cert-manager": chartSchema("cert-manager"),
  "external-dns": chartSchema("external-dns"),
};

describe.each(Object.entries(charts))("the values of %s", (chart, validate) => {
  test.each<Settings>([
    { ...zone },
    { ...zone, profile: "minimal", exposure: "internal" },
    { ...zone, profile: "full", allow: ["203.0.113.0/24"], tags: { owner: "platform" } },
  ])("are what the chart's own schema allows: %j", (settings) => {
    validate(buildIngress(settings).values(chart));

    expect(validate.errors ?? []).toEqual([]);
  });
});

test("the schemas refuse what they should", () => {
  expect(charts.traefik({ deployments: {} })).toBe(false);
  expect(charts["cert-manager"]({ replicas: 2 })).toBe(false);
  expect(charts["external-dns"]({ policy: "everything" })).toBe(false);
});
