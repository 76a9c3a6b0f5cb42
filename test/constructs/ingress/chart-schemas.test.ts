import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv";
import Ajv2020 from "ajv/dist/2020";
import { buildIngress, type Settings } from "./world";

/** The schema that Helm itself holds the values to, at install. */
function schemaOf(chart: string): ValidateFunction {
  const file = join(__dirname, "../../fixtures/chart-schemas", `${chart}.json`);
  const schema = JSON.parse(readFileSync(file, "utf8")) as { $schema: string };
  const options = { strict: false, allErrors: true, validateFormats: false };
  return (schema.$schema.includes("2020-12") ? new Ajv2020(options) : new Ajv(options)).compile(schema);
}

const zone = { dnsZone: { name: "example.org" }, aws: { zoneId: "Z123" } };
const charts = {
  traefik: schemaOf("traefik"),
  "cert-manager": schemaOf("cert-manager"),
  "external-dns": schemaOf("external-dns"),
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
