/** Every field of an environment file that names something by its id: a rehearsal is told of it, and one deploys a file with it. */
import { components } from "../../src/components";
import { environmentJsonSchema } from "../../src/environment/json-schema";
import {
  AZURE,
  AZURE_CLUSTER,
  AZURE_DATA,
  AZURE_NETWORK,
  KEYS_AND_ZONE,
  NETWORK_AND_CLUSTER,
} from "../helpers/naming-files";

interface Field {
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Field>>;
  readonly additionalProperties?: Field | boolean;
  readonly items?: Field;
  readonly anyOf?: readonly Field[];
  readonly oneOf?: readonly Field[];
}

/** Patterns of ids: of Azure's resources, keys and hosted zones, of AWS's ARNs, networks, subnets, security groups and zones. */
const ID = /subscriptions\\\/|\\\.vault\\\.|arn:aws|\^(vpc|subnet|sg)-|^\^\[A-Z0-9\]\{1,32\}\$$/;

/** What no rehearsal asks the clouds for. */
const NOT_ASKED: Readonly<Record<string, string>> = {
  "aws.admins[]": "people and roles: rights are given to them, whoever they are",
  "state.kmsKey": "states of rehearsals are files",
};

/** The fields of ids, with the values that the files have there. */
function idsIn(field: Field, values: readonly unknown[], path: string): readonly (readonly [string, number])[] {
  const below = values.filter((value): value is object => typeof value === "object" && value !== null);
  const { properties = {}, additionalProperties, items } = field;
  const others = typeof additionalProperties === "object" ? additionalProperties : undefined;
  return [
    ...(field.pattern !== undefined && ID.test(field.pattern) ? [[path, values.length] as const] : []),
    ...Object.entries(properties).flatMap(([name, inner]) =>
      idsIn(
        inner,
        below.flatMap((value) => (value as Readonly<Record<string, unknown>>)[name] ?? []),
        path === "" ? name : `${path}.${name}`,
      ),
    ),
    ...(items ? idsIn(items, values.flat(), `${path}[]`) : []),
    ...(others ? idsIn(others, below.flatMap(Object.values), `${path}.*`) : []),
    ...[...(field.anyOf ?? []), ...(field.oneOf ?? [])].flatMap((one) => idsIn(one, values, path)),
  ];
}

const files = [AZURE, AZURE_CLUSTER, AZURE_DATA, AZURE_NETWORK, KEYS_AND_ZONE, NETWORK_AND_CLUSTER];
const schema = environmentJsonSchema(components) as Field;
const found = idsIn(
  schema,
  files.map((text) => JSON.parse(text) as unknown),
  "",
);

test("ids are recognised by their patterns", () => {
  const paths = found.map(([path]) => path);
  expect(paths).toEqual(
    expect.arrayContaining([
      "network.aws.existing.networkId",
      "network.aws.existing.subnets.private.*",
      "network.azure.existing.subnets.nodes",
      "databases[].azure.subnetId",
      "databases[].azure.encryptionKey.id",
      "databases[].aws.snapshot",
      "cluster.azure.registries[]",
      "ingress.aws.zoneId",
      ...Object.keys(NOT_ASKED),
    ]),
  );
});

test("each of them stands in a file that is rehearsed with what it names", () => {
  const named = new Set(found.filter(([, count]) => count > 0).map(([path]) => path));
  expect([...new Set(found.map(([path]) => path))].filter((path) => !named.has(path) && !(path in NOT_ASKED))).toEqual(
    [],
  );
});
