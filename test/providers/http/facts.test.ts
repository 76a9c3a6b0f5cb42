import { facts } from "../../../src/facts";
import { compareConfigurations } from "../../../src/operations/review/configuration/compare";
import { assess } from "../../../src/operations/risk";

const reading = (values: object) => ({ data: { http: { page: values } } }) as never;

test("where is read from is told, and that nobody checks any more who answers", () => {
  const [before, after] = [
    reading({ url: "https://a.example.org", ca_cert_pem: "pem", method: "GET" }),
    reading({ url: "https://b.example.org", method: "HEAD" }),
  ];

  const changes = compareConfigurations("dev-data", before, after, { facts });

  expect(changes.flatMap(({ attributes }) => attributes.map(({ path }) => path))).toEqual(["url", "ca_cert_pem"]);
  expect(changes.flatMap((change) => assess(change, { changes }, facts).map(({ rule }) => rule))).toEqual([
    "exposure/provider-unverified",
  ]);
});
