/**
 * AWS regions and their availability zones, so that an environment file can be checked without an account. Zone letters are
 * those a new account sees; Local and Wavelength Zones are left out.
 * Source: https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html
 */

export type AwsPartition = "aws" | "aws-cn" | "aws-us-gov";

export interface AwsRegion {
  readonly partition: AwsPartition;
  /** Zone names, sorted: `eu-west-1a`, … */
  readonly zones: readonly string[];
}

function region(name: string, letters: string, partition: AwsPartition = "aws"): readonly [string, AwsRegion] {
  return [name, { partition, zones: [...letters].map((letter) => `${name}${letter}`) }];
}

/** By name. Without a prototype: no region is called `valueOf`. */
export const awsRegions: Readonly<Record<string, AwsRegion>> = Object.assign(
  Object.create(null) as Record<string, AwsRegion>,
  Object.fromEntries([
    region("af-south-1", "abc"),
    region("ap-east-1", "abc"),
    region("ap-east-2", "abc"),
    region("ap-northeast-1", "acd"),
    region("ap-northeast-2", "abcd"),
    region("ap-northeast-3", "abc"),
    region("ap-south-1", "abc"),
    region("ap-south-2", "abc"),
    region("ap-southeast-1", "abc"),
    region("ap-southeast-2", "abc"),
    region("ap-southeast-3", "abc"),
    region("ap-southeast-4", "abc"),
    region("ap-southeast-5", "abc"),
    region("ap-southeast-6", "abc"),
    region("ap-southeast-7", "abc"),
    region("ca-central-1", "abd"),
    region("ca-west-1", "abc"),
    region("eu-central-1", "abc"),
    region("eu-central-2", "abc"),
    region("eu-north-1", "abc"),
    region("eu-south-1", "abc"),
    region("eu-south-2", "abc"),
    region("eu-west-1", "abc"),
    region("eu-west-2", "abc"),
    region("eu-west-3", "abc"),
    region("il-central-1", "abc"),
    region("me-central-1", "abc"),
    region("me-south-1", "abc"),
    region("mx-central-1", "abc"),
    region("sa-east-1", "abc"),
    region("us-east-1", "abcdef"),
    region("us-east-2", "abc"),
    region("us-west-1", "ac"),
    region("us-west-2", "abcd"),
    region("cn-north-1", "abd", "aws-cn"),
    region("cn-northwest-1", "abc", "aws-cn"),
    region("us-gov-east-1", "abc", "aws-us-gov"),
    region("us-gov-west-1", "abc", "aws-us-gov"),
  ]),
);

/** Zone ids (`euw1-az1`) differ between accounts; this is the order in which a simulated account sees them. */
export function zoneId(zone: string): string {
  const name = zone.slice(0, -1);
  const words = name.split("-");
  const [area = "", direction = "", number = "", last = ""] = words;
  const gov = area === "us" && direction === "gov";
  const compass = gov ? number : direction;
  const short = compass
    .replace(/north/, "n")
    .replace(/south/, "s")
    .replace(/east/, "e")
    .replace(/west/, "w")
    .replace(/central/, "c");
  const index = (awsRegions[name]?.zones.indexOf(zone) ?? 0) + 1;
  return gov ? `usg${short}${last}-az${index}` : `${area}${short}${number}-az${index}`;
}
