import {
  clusterSecretStore,
  externalSecret,
  generatedSecret,
} from "../../../../src/constructs/secrets/cluster/custom-resources";
import type { StoreSettings } from "../../../../src/constructs/secrets/cluster/store-backend";
import { secretsManager } from "../../../../src/constructs/secrets/aws/secrets-manager";
import type { OpenedStore, StoreReference } from "../../../../src/constructs/secrets/contract";
import { customResourceProblems, expectValidCustomResource } from "../../../helpers/crd";

const SETTINGS: StoreSettings = {
  backend: secretsManager,
  region: "eu-west-1",
  keyId: "arn:aws:kms:eu-west-1:123456789012:key/1",
  recoverable: true,
  tags: { owner: "team" },
};
const STORE: OpenedStore = {
  kind: "ClusterSecretStore",
  name: "shop",
  namespace: "shop",
  prefix: "dev/namespaces/shop/",
};
const KEY: StoreReference = { ...STORE, key: "orders" };
const GENERATE = { namespace: "shop", remoteName: "dev/namespaces/shop/orders", deleteWithEnvironment: false };

interface PushSpec {
  readonly updatePolicy: string;
  readonly deletionPolicy: string;
  readonly template: { readonly data: { readonly value: string } };
  readonly data: readonly {
    readonly match: { readonly secretKey: string; readonly remoteRef: object };
    readonly metadata: { readonly spec: Readonly<Record<string, unknown>> };
  }[];
}

function pushOf(props: object = {}): PushSpec {
  const push = generatedSecret(SETTINGS, KEY, "orders", { ...GENERATE, ...props }).find(
    ({ kind }) => kind === "PushSecret",
  );
  return push?.["spec"] as PushSpec;
}

describe("the schemas of custom resources", () => {
  test("given a mistyped field, when checked, then it is named", () => {
    const object = clusterSecretStore(SETTINGS, STORE);
    const spec = { ...(object["spec"] as object), provder: {} };
    expect(customResourceProblems({ ...object, spec }).join()).toContain("provder");
  });

  test("given a policy that there is not, when checked, then it is refused", () => {
    const [, push] = generatedSecret(SETTINGS, KEY, "orders", GENERATE);
    const spec = { ...(push?.["spec"] as object), updatePolicy: "Never" };
    expect(
      customResourceProblems({ apiVersion: "external-secrets.io/v1alpha1", kind: "PushSecret", spec }),
    ).not.toEqual([]);
  });
});

describe("the store", () => {
  test.each([true, false])(
    "given recoverable %s, then it is valid, and has no credentials of its own",
    (recoverable) => {
      const object = clusterSecretStore({ ...SETTINGS, recoverable }, STORE);
      expectValidCustomResource(object);
      expect(JSON.stringify(object)).not.toContain('"auth"');
    },
  );

  test("given a namespace and a prefix, then it is open to that namespace alone, and reaches that prefix alone", () => {
    const object = clusterSecretStore(SETTINGS, STORE);
    expectValidCustomResource(object);
    expect(object["spec"]).toMatchObject({
      conditions: [{ namespaces: ["shop"] }],
      provider: { aws: { prefix: "dev/namespaces/shop/" } },
    });
  });

  test("given a role, then it is read with that; given no prefix, then none stands there", () => {
    const object = clusterSecretStore(SETTINGS, { ...STORE, prefix: "" }, "arn:role");
    expectValidCustomResource(object);
    const { aws } = (object["spec"] as { provider: { aws: object } }).provider;
    expect(aws).toMatchObject({ role: "arn:role" });
    expect(aws).not.toHaveProperty("prefix");
  });

  test("given an environment that is thrown away, when a secret is deleted, then its name is free at once", () => {
    const { secretsManager } = (
      clusterSecretStore({ ...SETTINGS, recoverable: false }, STORE)["spec"] as {
        provider: { aws: { secretsManager: object } };
      }
    ).provider.aws;
    expect(secretsManager).toEqual({ forceDeleteWithoutRecovery: true });
  });
});

describe("a delivered secret", () => {
  const deliver = { namespace: "shop", secretName: "orders", remoteName: "dev/namespaces/shop/orders" };

  test("given nothing else, then every property is delivered", () => {
    const object = externalSecret(KEY, deliver);
    expectValidCustomResource(object);
    expect(object["spec"]).toMatchObject({
      dataFrom: [{ extract: { key: "orders" } }],
      refreshInterval: "1h",
    });
  });

  test("given keys, then these properties alone are delivered", () => {
    const object = externalSecret(KEY, { ...deliver, keys: { PASSWORD: "password" }, refreshInterval: "5m" });
    expectValidCustomResource(object);
    expect(object["spec"]).toMatchObject({
      refreshInterval: "5m",
      data: [{ secretKey: "PASSWORD", remoteRef: { key: "orders", property: "password" } }],
    });
    expect(object["spec"]).not.toHaveProperty("dataFrom");
  });

  test("given a template, then its keys are added", () => {
    const object = externalSecret(KEY, { ...deliver, template: { URL: "https://{{ .host }}" } });
    expectValidCustomResource(object);
    expect(object["spec"]).toMatchObject({
      target: { template: { mergePolicy: "Merge", data: { URL: "https://{{ .host }}" } } },
    });
  });

  test("given a store that loses it, then what was delivered stays", () => {
    expect(externalSecret(KEY, deliver)["spec"]).toMatchObject({ target: { deletionPolicy: "Retain" } });
  });

  test("given labels, then the Secret gets them, and keeps what is read", () => {
    const object = externalSecret(KEY, { ...deliver, labels: { "example.org/seen": "true" } });
    expectValidCustomResource(object);
    expect(object["spec"]).toMatchObject({
      target: { template: { mergePolicy: "Merge", metadata: { labels: { "example.org/seen": "true" } } } },
    });
  });

  test("given further secrets, then all of theirs is taken, by names below the store's prefix", () => {
    const object = externalSecret(KEY, { ...deliver, further: ["dev/namespaces/shop/authority"] });
    expectValidCustomResource(object);
    expect(object["spec"]).toMatchObject({
      dataFrom: [{ extract: { key: "orders" } }, { extract: { key: "authority" } }],
    });
    const keyed = externalSecret(KEY, { ...deliver, keys: { a: "b" }, further: ["dev/namespaces/shop/authority"] });
    expectValidCustomResource(keyed);
    expect(keyed["spec"]).toMatchObject({ dataFrom: [{ extract: { key: "authority" } }] });
  });
});

describe("a generated secret", () => {
  test("given names, then generator and push are valid, and belong together", () => {
    const objects = generatedSecret(SETTINGS, KEY, "orders", GENERATE);
    objects.forEach(expectValidCustomResource);
    expect(objects.map(({ kind, metadata }) => [kind, metadata])).toEqual([
      ["Password", { name: "orders", namespace: "shop" }],
      ["PushSecret", { name: "orders", namespace: "shop" }],
    ]);
  });

  test("given a secret that exists, then it is not overwritten, and pushed as a whole", () => {
    const push = pushOf();
    expect(push.updatePolicy).toBe("IfNotExists");
    expect(push.data).toHaveLength(1);
    expect(push.data[0]?.match).toEqual({ secretKey: "value", remoteRef: { remoteKey: "orders" } });
  });

  test("given properties and templates, when the password is put in, then it is the JSON object", () => {
    const { template } = pushOf({
      passwordKey: "secret",
      properties: { username: "orders", note: 'quoted "twice"' },
      templates: { uri: "postgresql://orders:{{ .password }}@host" },
    });
    const text = template.data.value.replace("{{ .password | toJson }}", '"p4ss"').replace("{{ .password }}", "p4ss");
    expect(JSON.parse(text)).toEqual({
      note: 'quoted "twice"',
      secret: "p4ss",
      uri: "postgresql://orders:p4ss@host",
      username: "orders",
    });
  });

  test("given the environment's key, then the secret is encrypted with it, and readable as text", () => {
    expect(pushOf().data[0]?.metadata.spec).toMatchObject({
      kmsKeyId: SETTINGS.keyId,
      secretPushFormat: "string",
      tags: { owner: "team" },
    });
  });

  test.each([
    [true, "Delete"],
    [false, "None"],
  ])("given deleteWithEnvironment %s, then the deletion policy is %s", (deleteWithEnvironment, policy) => {
    expect(pushOf({ deleteWithEnvironment }).deletionPolicy).toBe(policy);
  });

  test("given the generator, then a password is long, and needs no quoting anywhere", () => {
    const [generator] = generatedSecret(SETTINGS, KEY, "orders", GENERATE);
    const { length, symbols } = generator?.["spec"] as { length: number; symbols: number };
    expect(length).toBeGreaterThanOrEqual(32);
    expect(symbols).toBe(0);
  });
});
