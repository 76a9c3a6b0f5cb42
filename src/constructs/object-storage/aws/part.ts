/** What S3 adds to the section `objectStorage`: limits of what the file says, and of its own block. */
import type { SectionProblem, TargetPart } from "../../../model/component";
import { existingKeys } from "../../kit/existing-key";
import { atEntry } from "../../kit/at-entry";
import { checkNoBlock } from "../cluster/check";
import { isInCluster, type ObjectStorageSection, type StoreSection } from "../section";

/** Days that an object stays in the first class (docs.aws.amazon.com/AmazonS3/latest/userguide/lifecycle-transition-general-considerations.html). */
const LEAST_WARM_DAYS = 30;

export const s3Part: TargetPart<ObjectStorageSection> = {
  check: (stores) => [
    ...stores.flatMap((store, index) =>
      atEntry(index, isInCluster(store) ? checkNoBlock("aws", store.aws) : checkBucket(store)),
    ),
    ...checkBucketTwice(stores),
  ],
  existing: (stores) => existingKeys(...stores.map(({ aws }) => aws.encryptionKey)),
};

/** What S3 refuses of a store: of an entry of the file, and of a construct's props. */
export function checkBucket({ coldAfterDays }: Pick<StoreSection, "coldAfterDays">): readonly SectionProblem[] {
  return [
    ...(coldAfterDays !== undefined && coldAfterDays < LEAST_WARM_DAYS
      ? [
          {
            path: ["coldAfterDays"],
            code: "OBJECT_STORAGE_COLD",
            message: `S3 moves objects to its cheaper class after ${LEAST_WARM_DAYS} days at the earliest, not after ${coldAfterDays}.`,
            remedy: `Write ${LEAST_WARM_DAYS} or more.`,
          },
        ]
      : []),
  ];
}

function checkBucketTwice(stores: ObjectStorageSection): readonly SectionProblem[] {
  return stores.flatMap(({ aws: { bucket } }, index) =>
    bucket === undefined || stores.findIndex((other) => other.aws.bucket === bucket) === index
      ? []
      : [
          {
            path: [index, "aws", "bucket"],
            code: "OBJECT_STORAGE_BUCKET_TWICE",
            message: `Two stores would have the bucket '${bucket}'.`,
            remedy: "Give one of them another bucket, or leave `aws.bucket` out.",
          },
        ],
  );
}
