/** Made-up texts as AWS writes them: ARNs, accounts, regions. */
import type { BelievableTexts, BelievableSubject } from "../../../rehearsal/engine/believable-texts";

export const awsTexts: BelievableTexts = {
  makers: [
    [/(^|_)arn$/, ({ name, subject, digest }) => arn(name, subject, digest)],
    [/(^|_)(account_id|owner_id|registry_id|account)$/, ({ subject }) => account(subject.realm)],
    [/(^|_)region$/, ({ subject }) => region(subject.realm)],
  ],
  placeOf: region,
};

function arn(name: string, { type, id, realm }: BelievableSubject, digest: string): string {
  const [, service = "service", ...rest] = type.split("_");
  const kind = name === "arn" ? rest.join("-") || service : name.replace(/_arn$/, "").replaceAll("_", "-");
  const resource = name === "arn" ? id : digest.slice(0, 17);
  return resource.startsWith("arn:")
    ? resource
    : `arn:${partition(region(realm))}:${service}:${region(realm) ?? ""}:${account(realm) ?? ""}:${kind}/${resource}`;
}

function account(realm: string): string | undefined {
  return /^aws:(\d{12})/.exec(realm)?.[1];
}

function region(realm: string): string | undefined {
  return /^aws:\d*:([a-z0-9-]+)/.exec(realm)?.[1];
}

/** The partition that a region lies in. */
function partition(name = ""): string {
  if (name.startsWith("cn-")) return "aws-cn";
  return name.startsWith("us-gov-") ? "aws-us-gov" : "aws";
}
