/** What fields were called before is refused where it stands, with where it stands now; and nothing else is said of it. */
import { loadText } from "../../src/environment/load-file";

const BASE = `name: dev
target: eks
profile: minimal
owner: team
aws: { account: "123456789012", region: eu-west-1 }
`;
const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1";

function remedies(section: string): readonly (string | undefined)[] {
  const { problems } = loadText(BASE + section, "environment.yaml");
  // Who administers the cluster is not the matter here.
  const others = problems.filter(({ code }) => code !== "CLUSTER_NO_ADMINS");
  return others.flatMap(({ code, message, place, remedy }) => [
    `${place?.line}:${place?.column} ${place?.path} ${code}`,
    message,
    remedy,
  ]);
}

test.each([
  [
    "databases: [{ name: orders, multiAz: true }]",
    "6:29 databases[0].multiAz",
    "databases[0].highAvailability",
    "Write `highAvailability: true` in its place.",
  ],
  [
    "databases: [{ name: a }, { name: orders, instanceClass: db.m7g.large }]",
    "6:42 databases[1].instanceClass",
    "databases[1].aws.instanceClass",
    "Write `instanceClass: db.m7g.large` under 'databases[1].aws'.",
  ],
  [
    "databases: [{ name: orders, insights: advanced }]",
    "6:29 databases[0].insights",
    "databases[0].aws.insights",
    "Write `insights: advanced` under 'databases[0].aws'.",
  ],
  [
    `databases: [{ name: orders, encryptionKey: "${KEY}" }]`,
    "6:29 databases[0].encryptionKey",
    "databases[0].aws.encryptionKey",
    `Write \`encryptionKey: ${KEY}\` under 'databases[0].aws'.`,
  ],
  [
    "databases: [{ name: orders, rotateAdminAfterDays: 30 }]",
    "6:29 databases[0].rotateAdminAfterDays",
    "databases[0].aws.rotateAdminAfterDays",
    "Write `rotateAdminAfterDays: 30` under 'databases[0].aws'.",
  ],
  [
    "databases: [{ name: orders, backupWindow: 02:00-03:00 }]",
    "6:29 databases[0].backupWindow",
    "databases[0].aws.backupWindow",
    "Write `backupWindow: 02:00-03:00` under 'databases[0].aws'.",
  ],
  [
    `secrets: { encryptionKey: "${KEY}" }`,
    "6:12 secrets.encryptionKey",
    "secrets.aws.encryptionKey",
    `Write \`encryptionKey: ${KEY}\` under 'secrets.aws'.`,
  ],
  [
    "ingress: { host: a.example.org, dnsZone: { name: example.org, existing: { id: Z123 } } }",
    "6:75 ingress.dnsZone.existing.id",
    "ingress.aws.zoneId",
    "Write `zoneId: Z123` under 'ingress.aws'.",
  ],
  [
    "ingress: { host: a.example.org, values: { loadBalancerController: { replicaCount: 2 } } }",
    "6:43 ingress.values.loadBalancerController",
    "ingress.aws.values.loadBalancerController",
    "Write `loadBalancerController: {replicaCount: 2}` under 'ingress.aws.values'.",
  ],
])("%s", (section, place, now, remedy) => {
  const former = place.slice(place.indexOf(" ") + 1);
  expect(remedies(section)).toEqual([`${place} ENV_RENAMED`, `'${former}' is now '${now}'.`, remedy]);
});
