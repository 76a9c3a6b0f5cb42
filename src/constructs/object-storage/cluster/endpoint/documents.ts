/** What a bucket is told of itself, in S3's words. */
import type { StoreSection } from "../../section";

const NAMESPACE = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** Days after which what was begun and never finished is thrown away: as on a cloud. */
const ABANDONED_UPLOAD_DAYS = 7;

type Told = Pick<StoreSection, "noncurrentDays" | "expireDays" | "lock">;

const rule = (id: string, what: string): string =>
  `<Rule><ID>${id}</ID><Status>Enabled</Status><Filter><Prefix></Prefix></Filter>${what}</Rule>`;

/** By the files' names. */
export function bucketDocuments({ noncurrentDays, expireDays, lock }: Told): Readonly<Record<string, string>> {
  return {
    "versioning.xml": `<VersioningConfiguration ${NAMESPACE}><Status>Enabled</Status></VersioningConfiguration>`,
    "lifecycle.xml": [
      `<LifecycleConfiguration ${NAMESPACE}>`,
      rule(
        "earlier-versions",
        `<NoncurrentVersionExpiration><NoncurrentDays>${noncurrentDays}</NoncurrentDays></NoncurrentVersionExpiration>` +
          `<AbortIncompleteMultipartUpload><DaysAfterInitiation>${ABANDONED_UPLOAD_DAYS}</DaysAfterInitiation></AbortIncompleteMultipartUpload>`,
      ),
      ...(expireDays === undefined ? [] : [rule("old", `<Expiration><Days>${expireDays}</Days></Expiration>`)]),
      "</LifecycleConfiguration>",
    ].join(""),
    ...(lock === undefined
      ? {}
      : {
          "lock.xml":
            `<ObjectLockConfiguration ${NAMESPACE}><ObjectLockEnabled>Enabled</ObjectLockEnabled><Rule><DefaultRetention>` +
            `<Mode>${lock.mode.toUpperCase()}</Mode><Days>${lock.days}</Days></DefaultRetention></Rule></ObjectLockConfiguration>`,
        }),
  };
}
