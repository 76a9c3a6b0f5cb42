import { charts, type ChartName } from "../../../src/catalog/charts";
import { findUnsafeValues } from "../../../src/catalog/find-unsafe-values";
import { buildIngress, type Settings } from "./fixtures";

const zone = { dnsZone: { name: "example.org" }, aws: { zoneId: "Z123" } };
const built: readonly ChartName[] = ["traefik", "cert-manager", "external-dns", "aws-load-balancer-controller"];

describe.each(built)("the platform's own values of %s", (name) => {
  test.each<Settings>([
    { ...zone },
    { ...zone, profile: "minimal", exposure: "internal" },
    { ...zone, profile: "full", allow: ["203.0.113.0/24"] },
  ])("undo no protection but what the file asks for: %j", (settings) => {
    const found = findUnsafeValues(buildIngress(settings).values(charts[name].chart), name);

    expect(found.filter(({ what }) => !what.inOwnChartsToo).map(({ what }) => what.id)).toEqual([]);
    expect(found.length > 0).toBe(name === "traefik" && settings.exposure !== "internal");
  });
});
