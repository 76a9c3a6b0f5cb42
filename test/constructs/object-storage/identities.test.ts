/** The file of identities, and what each may do. */
import { generationOf, policyOf } from "../../../src/constructs/object-storage/cluster/endpoint/access";
import { identitiesTemplate, type Identity } from "../../../src/constructs/object-storage/cluster/seaweedfs/identities";
import { storeUsers } from "../../../src/constructs/object-storage/cluster/users";

const IDENTITIES: readonly Identity[] = [
  { name: "administrator", keys: [{ accessKey: "administrator.1", property: "k0" }] },
  {
    name: "documents.shop.shop",
    keys: [
      { accessKey: "documents.shop.shop.1", property: "k1" },
      { accessKey: "documents.shop.shop.2", property: "k2" },
    ],
    may: { bucket: "dev-documents", grants: [{ access: "read-write" }] },
  },
];

/** As External Secrets fills it in. */
const filledIn = (template: string): { readonly identities: readonly object[]; readonly policies: readonly object[] } =>
  JSON.parse(template.replace(/\{\{ \.(\w+) \| toJson \}\}/g, (_, key: string) => JSON.stringify(`key "${key}"`)));

test("an identity has the keys of both revisions, and a policy of its own; whatever is in a key, the file is right", () => {
  const { identities, policies } = filledIn(identitiesTemplate(IDENTITIES));
  expect(identities).toEqual([
    {
      name: "administrator",
      credentials: [{ accessKey: "administrator.1", secretKey: 'key "k0"' }],
      actions: ["Admin"],
    },
    {
      name: "documents.shop.shop",
      credentials: [
        { accessKey: "documents.shop.shop.1", secretKey: 'key "k1"' },
        { accessKey: "documents.shop.shop.2", secretKey: 'key "k2"' },
      ],
      policyNames: ["documents.shop.shop"],
    },
  ]);
  expect(policies).toEqual([{ name: "documents.shop.shop", content: expect.any(String) }]);
});

test("nobody but the administrator may touch versions, the bucket, or what it is told of itself", () => {
  const actions = policyOf("b", [{ access: "read-write" }, { access: "read", prefix: "in/" }]).Statement.flatMap(
    ({ Action }) => Action,
  );
  expect(
    actions.filter((action) => /Version|Policy|Lifecycle|Lock|Retention|Acl|\*|Delete(?!Object)/.test(action)),
  ).toEqual([]);
});

test("who reads below a prefix reads nothing else, and writes nothing", () => {
  expect(policyOf("b", [{ access: "read", prefix: "in/" }]).Statement).toEqual([
    { Effect: "Allow", Action: ["s3:ListBucket", "s3:GetBucketLocation"], Resource: ["arn:aws:s3:::b"] },
    {
      Effect: "Allow",
      Action: ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectAttributes"],
      Resource: ["arn:aws:s3:::b/in/*"],
    },
  ]);
});

test("a service account with several prefixes is one user; the same name in another namespace is another", () => {
  const users = storeUsers({
    services: [
      { name: "shop", access: "read", prefix: "in/" },
      { name: "shop", access: "read-write", prefix: "out/" },
      { name: "shop", namespace: "test", access: "read" },
    ],
  });
  expect(users.map(({ namespace, grants }) => [namespace, grants.length])).toEqual([
    ["shop", 2],
    ["test", 1],
  ]);
});

test("another file, or the same of other keys, is another generation", () => {
  const template = identitiesTemplate(IDENTITIES);
  const generations = [
    generationOf(template, ["a"]),
    generationOf(template, ["b"]),
    generationOf(`${template} `, ["a"]),
  ];
  expect(new Set(generations).size).toBe(3);
});
