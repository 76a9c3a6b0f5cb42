/** The types follow the schemas: what `npm run typecheck` accepts here, and what it must refuse. */
import type { Sections } from "../../src/components";
import type { Environment, EnvironmentFile } from "../../src/environment/environment";
import { loadText } from "../../src/environment/load";

const file: EnvironmentFile = {
  name: "dev",
  target: "eks",
  owner: "platform",
  aws: { account: "123456789012", region: "eu-west-1", admins: ["arn:aws:iam::123456789012:role/admin"] },
  network: { cidr: "10.1.0.0/16" },
  databases: [{ name: "orders" }],
};

// Only compiled: each line that is marked must be refused.
export function refused(environment: Environment): readonly unknown[] {
  const sections: Sections = environment.sections;
  return [
    sections.network?.cidr?.startsWith("10."),
    sections.databases?.[0]?.storage.toFixed(),
    // @ts-expect-error a database's storage is a number
    sections.databases?.[0]?.storage.toUpperCase(),
    // @ts-expect-error there is no such profile
    { ...file, profile: "tiny" } satisfies EnvironmentFile,
  ];
}

test("a typed file, written as JSON (which is YAML), loads as it is typed", () => {
  const { environment, problems } = loadText(JSON.stringify(file), "environment.yaml");

  expect(problems).toEqual([]);
  expect(environment?.sections.network?.cidr).toBe("10.1.0.0/16");
  expect(environment?.sections.databases?.map((database) => database.name)).toEqual(["orders"]);
});
