/**
 * Node types of ElastiCache, and the regions that offer them, so that an environment file can be checked without an account.
 * Previous generations (m4, r4, t2) are left out: AWS advises against new ones, and not every engine runs on them.
 * Source: cfn-lint 1.58.0 (PyPI), `aws_elasticache_cachecluster/cachenodetype_enum.json` by region, schema of 2026-10-20. What a
 * type is offered for is not told there by engine; all of these run Valkey
 * (docs.aws.amazon.com/AmazonElastiCache/latest/dg/CacheNodes.SupportedTypes.html).
 */
import { awsRegions } from "./regions";

interface Family {
  readonly sizes: string;
  /** Regions of the catalog that do not have it. @default none */
  readonly absent?: string;
  /** The only regions that have it. @default all but `absent` */
  readonly only?: string;
}

const FAMILIES: Readonly<Record<string, Family>> = {
  c7gn: {
    sizes: "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    only: "eu-west-1 us-east-1 us-east-2 us-west-2",
  },
  c8gn: {
    sizes: "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    absent: "ap-east-2 ap-northeast-3 ap-southeast-6 eu-west-3 il-central-1 me-central-1 me-south-1 mx-central-1",
  },
  m5: {
    sizes: "large xlarge 2xlarge 4xlarge 12xlarge 24xlarge",
    absent: "ap-east-2 ap-southeast-5 ap-southeast-6 ap-southeast-7 cn-north-1 cn-northwest-1 mx-central-1",
  },
  m6g: {
    sizes: "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
  },
  m7g: {
    sizes: "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    absent: "ca-west-1 eu-south-1",
  },
  m8g: {
    sizes: "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    absent: "ap-east-2 ap-southeast-6 il-central-1 me-central-1 me-south-1 mx-central-1",
  },
  r5: {
    sizes: "large xlarge 2xlarge 4xlarge 12xlarge 24xlarge",
    absent: "ap-east-2 ap-southeast-5 ap-southeast-6 ap-southeast-7 mx-central-1",
  },
  r6g: {
    sizes: "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
  },
  r6gd: {
    sizes: "xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    only: "ap-northeast-1 ap-south-1 ap-southeast-1 ap-southeast-2 ca-central-1 eu-central-1 eu-north-1 eu-west-1 eu-west-3 sa-east-1 us-east-1 us-east-2 us-west-1 us-west-2",
  },
  r7g: {
    sizes: "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
  },
  r8g: {
    sizes: "large xlarge 2xlarge 4xlarge 8xlarge 12xlarge 16xlarge",
    absent: "ap-east-2 il-central-1 me-central-1 me-south-1",
  },
  t3: {
    sizes: "micro small medium",
    absent: "ap-southeast-6",
  },
  t4g: {
    sizes: "micro small medium",
    absent: "me-central-1 me-south-1",
  },
};

const words = (text: string | undefined): readonly string[] => text?.split(" ") ?? [];

const regionsOf = ({ only, absent }: Family): readonly string[] =>
  only ? words(only) : Object.keys(awsRegions).filter((region) => !words(absent).includes(region));

/** Regions by node type, such as `cache.m7g.large`. Without a prototype: no type is called `valueOf`. */
const nodeTypes: Readonly<Record<string, readonly string[]>> = Object.assign(
  Object.create(null) as Record<string, readonly string[]>,
  Object.fromEntries(
    Object.entries(FAMILIES).flatMap(([family, of]) =>
      words(of.sizes).map((size) => [`cache.${family}.${size}`, regionsOf(of)] as const),
    ),
  ),
);

export const knowsCacheNode = (type: string): boolean => nodeTypes[type] !== undefined;

/** Whether a region offers a node type that is known. */
export const offersCacheNode = (region: string, type: string): boolean => nodeTypes[type]?.includes(region) ?? false;

export const cacheNodesIn = (region: string): readonly string[] =>
  Object.keys(nodeTypes).filter((type) => offersCacheNode(region, type));

/** Whether a type also keeps data on disks; it must be told to, and cannot be told not to (data tiering). */
export const isTieredCacheNode = (type: string): boolean => /^cache\.[a-z]\d+gd\./.test(type);
