import { kmsSecretsKeyImplementation, KmsSecretsKey } from "../../../../src/constructs/secrets/aws/kms-secrets-key";
import { only, stackOf, synthesized } from "../../postgres-db/fixtures";

const KEY = "arn:aws:kms:eu-west-1:123456789012:key/1";

describe("the key of the environment's secrets", () => {
  const props = { environment: "dev", region: "eu-west-1", account: "123456789012" };

  test("CKV_AWS_7 CKV2_AWS_64: given none, then one is made that rotates, with a policy", () => {
    const stack = stackOf();
    new KmsSecretsKey(stack, "key", { ...props, protected: false });
    const key = only(synthesized(stack), "aws_kms_key");
    expect(key).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
    expect(key["policy"]).toContain("arn:aws:iam::123456789012:root");
    expect(key).not.toHaveProperty("lifecycle");
  });

  test("given a protected environment, then it cannot be destroyed with what it encrypts", () => {
    const stack = stackOf();
    new KmsSecretsKey(stack, "key", { ...props, protected: true });
    expect(only(synthesized(stack), "aws_kms_key")["lifecycle"]).toEqual({ prevent_destroy: true });
  });

  test("given an existing one, or that of another stack, then none is made", () => {
    const stack = stackOf();
    const existing = new KmsSecretsKey(stack, "existing", { ...props, protected: true, aws: { encryptionKey: KEY } });
    const adopted = kmsSecretsKeyImplementation.fromAttributes(stack, "adopted", { keyId: KEY, details: {} });
    expect([existing.keyId, adopted.keyId]).toEqual([KEY, KEY]);
    expect(synthesized(stack).resource).toBeUndefined();
  });
});
