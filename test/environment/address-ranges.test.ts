/** Ranges that a file lets in, judged by what they are together. */
import { loadText } from "../../src/environment/load";

const file = (cluster: string, rest = ""): string => `name: dev
target: eks
profile: minimal
owner: platform
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/admin"] }
cluster: { ${cluster} }
${rest}`;

const told = (text: string): readonly string[] =>
  loadText(text, "f").problems.map(({ place, code }) => `${place?.line} ${place?.path} ${code}`);
const warned = (text: string): readonly string[] =>
  (loadText(text, "f").environment?.warnings ?? []).map(({ place, code }) => `${place?.line} ${place?.path} ${code}`);

describe("ranges", () => {
  test.each([
    ["one half", '["0.0.0.0/1"]', "6 cluster.api.public.cidrs[0] CLUSTER_API_OPEN_TO_WORLD"],
    ["both halves", '["203.0.113.0/24", "0.0.0.0/1"]', "6 cluster.api.public.cidrs[1] CLUSTER_API_OPEN_TO_WORLD"],
    ["quarters", '["0.0.0.0/2", "64.0.0.0/2"]', "6 cluster.api.public.cidrs CLUSTER_API_OPEN_TO_WORLD"],
  ])("that open the API server to everybody are refused: %s", (_, ranges, expected) => {
    expect(told(file(`api: { public: { cidrs: ${ranges} } }`))).toEqual([expected]);
  });

  test("that open what is private to everybody are refused", () => {
    const quarters = '["0.0.0.0/2", "64.0.0.0/3", "96.0.0.0/3"]';

    expect(told(file(`api: { clients: ${quarters} }`))).toEqual(["6 cluster.api.clients CLUSTER_API_OPEN_TO_WORLD"]);
    expect(told(file("", `databases: [{ name: a, allow: ${quarters} }]`))).toEqual([
      "7 databases[0].allow DATABASE_OPEN",
    ]);
    expect(told(file("", 'databases: [{ name: a, allow: ["0.0.0.0/0"] }]'))).toEqual([
      "7 databases[0].allow[0] DATABASE_OPEN",
    ]);
  });

  test("that are more than anybody owns are told", () => {
    const wide = '["11.0.0.0/8", "12.0.0.0/8"]';

    expect(warned(file(`api: { public: { cidrs: ${wide} }, clients: ["10.0.0.0/7"] }`))).toEqual([
      "6 cluster.api.public.cidrs CLUSTER_API_WIDE",
    ]);
    expect(warned(file("", `databases: [{ name: a, allow: ${wide} }]`))).toEqual([
      "7 databases[0].allow DATABASE_WIDE",
    ]);
    expect(warned(file('api: { clients: ["10.0.0.0/8", "172.16.0.0/12"] }'))).toEqual([]);
  });

  test("of everybody need no zone for certificates, in however many parts", () => {
    const ingress = (ranges: string): string => file("", `ingress: { host: a.example.org, allow: ${ranges} }`);

    expect(told(ingress('["0.0.0.0/1", "128.0.0.0/2", "192.0.0.0/2"]'))).toEqual([]);
    // Half of the world is not everybody: the certificate authority may be in the other.
    expect(told(ingress('["0.0.0.0/1", "128.0.0.0/2"]'))).toEqual(["7 ingress.allow INGRESS_ACME_UNREACHABLE"]);
  });
});
