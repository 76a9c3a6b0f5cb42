/** What S3 refuses of a bucket's parts. */
import { Aws, refusal } from "../support";

async function open() {
  const aws = await Aws.open();
  await aws.make("aws_s3_bucket", { bucket: "documents" });
  const versioning = (status: string, prior: Parameters<Aws["make"]>[2] = null) =>
    aws.make("aws_s3_bucket_versioning", { bucket: "documents", versioning_configuration: [{ status }] }, prior);
  const lock = () =>
    aws.make("aws_s3_bucket_object_lock_configuration", {
      bucket: "documents",
      object_lock_enabled: "Enabled",
      rule: [{ default_retention: [{ mode: "GOVERNANCE", days: 7 }] }],
    });
  const lifecycle = (...rule: readonly object[]) =>
    aws.make("aws_s3_bucket_lifecycle_configuration", {
      bucket: "documents",
      rule: rule.map((each) => ({ status: "Enabled", filter: [{}], ...each })),
    });
  return { aws, versioning, lock, lifecycle };
}

test("a lock without versions is refused; with one, versions cannot be given up", async () => {
  const { versioning, lock } = await open();

  expect(await refusal(lock())).toContain("Versioning must be 'Enabled'");
  const kept = await versioning("Enabled");
  await lock();
  expect(await refusal(versioning("Suspended", kept))).toContain("An Object Lock configuration is present");
});

test("without a lock, versions can be given up", async () => {
  const { versioning } = await open();

  await versioning("Suspended", await versioning("Enabled"));
});

test("two rules of one id, and what moves too early, are refused", async () => {
  const { lifecycle } = await open();
  const move = (days: number, storage_class = "STANDARD_IA") => ({ id: "cold", transition: [{ days, storage_class }] });

  expect(await refusal(lifecycle(move(30), move(60)))).toContain("Rule ID must be unique");
  expect(await refusal(lifecycle(move(29)))).toContain("greater than or equal to 30 for storageClass 'STANDARD_IA'");
  await lifecycle(move(30), { ...move(1, "GLACIER"), id: "colder" });
});
