import { secretsManager } from "../../../../src/constructs/secrets/aws/secrets-manager";
import type { StoreSettings } from "../../../../src/constructs/secrets/cluster/store-backend";
import { publishedSecret } from "../../../../src/constructs/secrets/cluster/published-secret";
import { expectValidCustomResource } from "../../../helpers/crd";

const STORE: StoreSettings = {
  backend: secretsManager,
  region: "eu-west-1",
  keyId: "arn:aws:kms:eu-west-1:123456789012:key/1",
  recoverable: true,
  tags: { owner: "team" },
};

interface PushSpec {
  readonly selector: object;
  readonly template: { readonly data: { readonly value: string } };
  readonly data: readonly object[];
}

function publish(deleteWithEnvironment = false): ReturnType<typeof publishedSecret> {
  return publishedSecret(STORE, { kind: "ClusterSecretStore", name: "secrets", key: "dev/a/current" }, "a", {
    namespace: "databases",
    secretName: "a.2",
    remoteName: "dev/a/current",
    keys: ["username", "password"],
    deleteWithEnvironment,
  });
}

test("given a Secret, then the store's follows it, as one value", () => {
  const object = publish();
  expectValidCustomResource(object);
  const spec = object["spec"] as PushSpec;
  expect(spec).toMatchObject({ updatePolicy: "Replace", selector: { secret: { name: "a.2" } } });
  expect(spec.data).toMatchObject([{ match: { secretKey: "value", remoteRef: { remoteKey: "dev/a/current" } } }]);
  const filled = spec.template.data.value
    .replace("{{ .username | toJson }}", '"orders_2"')
    .replace("{{ .password | toJson }}", '"p4ss"');
  expect(JSON.parse(filled)).toEqual({ username: "orders_2", password: "p4ss" });
});

test("what replaces is never a generator: it would push another password at every reconciliation", () => {
  expect(JSON.stringify(publish())).not.toMatch(/generatorRef|generators\./);
});

test.each([
  [true, "Delete"],
  [false, "None"],
])("given deleteWithEnvironment %s, then the deletion policy is %s", (go, policy) => {
  expect(publish(go)["spec"]).toMatchObject({ deletionPolicy: policy });
});

test("given a key with a dot, then the template finds it all the same", () => {
  const object = publishedSecret(STORE, { kind: "ClusterSecretStore", name: "secrets", key: "k" }, "a", {
    namespace: "rabbitmq",
    secretName: "events-tls",
    remoteName: "dev/k",
    keys: ["ca.crt"],
    deleteWithEnvironment: false,
  });
  expectValidCustomResource(object);
  expect((object["spec"] as PushSpec).template.data.value).toBe('{"ca.crt":{{ (index . "ca.crt") | toJson }}}');
});
