import { S3Store } from "../../../../src/constructs/object-storage/aws/s3-store";
import { OBJECT_STORE } from "../../../../src/constructs/object-storage/contract";
import type { ObjectStoreProps } from "../../../../src/constructs/object-storage/props";
import { JangadaError } from "../../../../src/errors";
import { Target } from "../../../../src/model/target";
import { ACCOUNT, awsStack, REGION, Synthesized } from "../../aws-stack";

const PROPS: ObjectStoreProps = { name: "dev-documents", region: REGION, account: ACCOUNT };
const NAME = `dev-documents-${ACCOUNT}-${REGION}`;

function synthesized(props: Partial<ObjectStoreProps> = {}): Synthesized {
  const stack = awsStack("dev-data");
  new S3Store(stack, "documents", { ...PROPS, ...props });
  return new Synthesized(stack);
}

function problemsOf(props: Partial<ObjectStoreProps>): unknown {
  try {
    synthesized(props);
  } catch (error) {
    return JangadaError.is(error) && error.problems.map(({ code, place }) => [code, place?.path]);
  }
  return [];
}

/** Rules of the bucket's lifecycle, by their ids. */
function lifecycle(store: Synthesized): Readonly<Record<string, unknown>> {
  const rules = store.resource("aws_s3_bucket_lifecycle_configuration", "documents_lifecycle")["rule"];
  return Object.fromEntries((rules as { id: string }[]).map(({ id, ...rule }) => [id, rule]));
}

test("a bucket of a name that is one in the world, which refuses to be destroyed", () => {
  const store = synthesized();

  expect(store.resource("aws_s3_bucket", "documents")).toMatchObject({
    bucket: NAME,
    force_destroy: false,
    tags: { Name: NAME },
    lifecycle: { prevent_destroy: true },
  });
  expect(store.resource("aws_kms_key", "documents_key")).toMatchObject({ lifecycle: { prevent_destroy: true } });
});

test("what is not protected goes with its objects, but not what is locked", () => {
  const open = synthesized({ protected: false });
  expect(open.resource("aws_s3_bucket", "documents")["force_destroy"]).toBe(true);
  expect(open.resource("aws_s3_bucket", "documents")).not.toHaveProperty("lifecycle");

  const locked = synthesized({ protected: false, lock: { mode: "governance", days: 7 } });
  expect(locked.resource("aws_s3_bucket", "documents")["force_destroy"]).toBe(false);
});

test("a name that is too long is shortened, and two that begin alike stay two", () => {
  const long = (end: string): unknown =>
    synthesized({ name: `a-very-long-environment-documents-of-the-${end}` }).resource("aws_s3_bucket", "documents")[
      "bucket"
    ];

  expect(String(long("one"))).toMatch(/^a-very-long-.{44}-[0-9a-f]{6}$/);
  expect(long("one")).not.toBe(long("two"));
});

test("given the bucket's own name, it has that", () => {
  const store = synthesized({ aws: { bucket: "example-documents" } });
  expect(store.resource("aws_s3_bucket", "documents")["bucket"]).toBe("example-documents");
  expect(String(store.resource("aws_s3_bucket_policy", "documents_policy")["policy"])).toContain(
    "arn:aws:s3:::example-documents/*",
  );
});

test("earlier versions and broken uploads are kept for a while, objects as long as is said", () => {
  expect(lifecycle(synthesized())).toEqual({
    "earlier-versions": {
      status: "Enabled",
      filter: [{}],
      noncurrent_version_expiration: [{ noncurrent_days: 30 }],
      abort_incomplete_multipart_upload: [{ days_after_initiation: 7 }],
    },
  });
  expect(lifecycle(synthesized({ noncurrentDays: 90, coldAfterDays: 30, expireDays: 365 }))).toMatchObject({
    "earlier-versions": { noncurrent_version_expiration: [{ noncurrent_days: 90 }] },
    cold: { transition: [{ days: 30, storage_class: "STANDARD_IA" }] },
    old: { expiration: [{ days: 365 }] },
  });
});

test("a lock is a resource of its own, so that it can be added to a bucket that is there", () => {
  const store = synthesized({ lock: { mode: "compliance", days: 365 } });

  expect(store.resource("aws_s3_bucket_object_lock_configuration", "documents_lock")).toMatchObject({
    object_lock_enabled: "Enabled",
    rule: { default_retention: { mode: "COMPLIANCE", days: 365 } },
    depends_on: ["aws_s3_bucket_versioning.documents_versioning"],
  });
  expect(store.resource("aws_s3_bucket", "documents")).not.toHaveProperty("object_lock_enabled");
  expect(synthesized().resources("aws_s3_bucket_object_lock_configuration")).toEqual({});
});

test("stores of one stack write their access logs into one bucket, each under its own name", () => {
  const stack = awsStack("dev-data");
  new S3Store(stack, "documents", PROPS);
  new S3Store(stack, "invoices", { ...PROPS, name: "dev-invoices" });
  new S3Store(stack, "scratch", { ...PROPS, name: "dev-scratch", accessLogs: false });
  const json = new Synthesized(stack);

  expect(Object.keys(json.resources("aws_s3_bucket")).sort()).toEqual([
    "access-logs",
    "documents",
    "invoices",
    "scratch",
  ]);
  expect(
    Object.entries(json.resources("aws_s3_bucket_logging")).map(
      ([id, { target_bucket, target_prefix, depends_on }]) => [id, target_bucket, target_prefix, depends_on],
    ),
  ).toEqual(
    ["documents", "invoices"].map((id) => [
      `${id}_access-logging`,
      "${aws_s3_bucket.access-logs.id}",
      `dev-${id}/`,
      ["aws_s3_bucket_policy.access-logs_policy"],
    ]),
  );
});

test("only S3's log delivery of this account writes into the bucket of access logs", () => {
  const policy = JSON.parse(String(synthesized().resource("aws_s3_bucket_policy", "access-logs_policy")["policy"])) as {
    Statement: { Effect: string }[];
  };
  expect(policy.Statement.filter(({ Effect }) => Effect === "Allow")).toEqual([
    {
      Sid: "AccessLogs",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `arn:aws:s3:::dev-data-access-logs-${ACCOUNT}-${REGION}/*`,
      Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
    },
  ]);
});

test("given a key, it makes none", () => {
  const arn = `arn:aws:kms:${REGION}:${ACCOUNT}:key/1`;
  const store = synthesized({ aws: { encryptionKey: arn } });

  expect(store.resources("aws_kms_key")).toEqual({});
  expect(
    JSON.stringify(store.resource("aws_s3_bucket_server_side_encryption_configuration", "documents_encryption")),
  ).toContain(arn);
});

test.each<[Partial<ObjectStoreProps>, string, string]>([
  [{ coldAfterDays: 29 }, "OBJECT_STORAGE_COLD", "coldAfterDays"],
  [{ coldAfterDays: 365, expireDays: 365 }, "OBJECT_STORAGE_COLD", "coldAfterDays"],
  [{ expireDays: 0 }, "INVALID_PROPS", "expireDays"],
  [{ lock: { mode: "governance", days: 36_501 } }, "INVALID_PROPS", "lock.days"],
  [{ name: "Documents" }, "INVALID_PROPS", "name"],
  [{ aws: { bucket: "has.dots" } }, "INVALID_PROPS", "aws.bucket"],
  [{ aws: { bucket: "xn--documents" } }, "INVALID_PROPS", "aws.bucket"],
  [{ aws: { bucket: "documents-s3alias" } }, "INVALID_PROPS", "aws.bucket"],
  [{ aws: { encryptionKey: "alias/mine" } }, "INVALID_PROPS", "aws.encryptionKey"],
])("%j is refused", (props, code, place) => {
  expect(problemsOf(props)).toEqual([[code, place]]);
});

test("it is what the target eks serves, and another stack has it from its attributes", () => {
  const stack = awsStack();
  const implementation = Target.of(stack).implementation(OBJECT_STORE);
  const made = implementation.create(stack, "made", PROPS);
  const adopted = implementation.fromAttributes(stack, "adopted", made.attributes);

  expect([adopted.bucketName, adopted.endpoint]).toEqual([NAME, `s3.${REGION}.amazonaws.com`]);
  expect(adopted.permissions("read", "a/")).toEqual(made.permissions("read", "a/"));
  expect(made.permissions("read-write")).toMatchObject([
    { kind: "objects", access: "read-write", storeId: `arn:aws:s3:::${NAME}` },
  ]);
});
