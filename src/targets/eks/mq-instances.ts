/**
 * Instance types of Amazon MQ for RabbitMQ: which series and deployments each runs, and in which regions it is not offered.
 *
 * Sources: types by region from cfn-lint 1.58.0 (schemas of 2026-10-20, made of AWS's price list); series and deployments from
 * docs.aws.amazon.com/amazon-mq/latest/developer-guide (rabbitmq-4, rabbitmq-sizing-guidelines, upgrading-instance-type; seen
 * 2026-11-25): 4.2 runs on m7g alone, and no cluster is documented for t3.micro. What a price list has of newer families (m7i)
 * is left out: no source says that RabbitMQ runs on them.
 */

export interface MqInstance {
  /** Series of RabbitMQ. */
  readonly versions: readonly string[];
  /** Whether three of them make a cluster over zones. */
  readonly cluster: boolean;
  /** Regions in which AWS does not offer it. */
  readonly missingIn: readonly string[];
}

const M5: MqInstance = { versions: ["3.13"], cluster: true, missingIn: ["ap-east-2", "ap-southeast-6"] };
const M7G: MqInstance = { versions: ["3.13", "4.2"], cluster: true, missingIn: ["ca-west-1", "eu-south-1"] };

/** By name, as the API spells it. Without a prototype: no type is called `valueOf`. */
export const MQ_INSTANCES: Readonly<Record<string, MqInstance>> = Object.assign(
  Object.create(null) as Record<string, MqInstance>,
  {
    "mq.t3.micro": { versions: ["3.13"], cluster: false, missingIn: ["ap-southeast-6"] },
    "mq.m5.large": M5,
    "mq.m5.xlarge": M5,
    "mq.m5.2xlarge": M5,
    "mq.m5.4xlarge": M5,
    "mq.m7g.medium": M7G,
    "mq.m7g.large": M7G,
    "mq.m7g.xlarge": M7G,
    "mq.m7g.2xlarge": M7G,
    "mq.m7g.4xlarge": M7G,
    "mq.m7g.8xlarge": M7G,
    "mq.m7g.12xlarge": M7G,
    "mq.m7g.16xlarge": M7G,
  } satisfies Record<string, MqInstance>,
);

/** Of what a broker's instances must be able to do. */
export interface MqInstanceUse {
  /** Series of RabbitMQ. */
  readonly version: string;
  /** Whether it is a cluster over zones. */
  readonly cluster: boolean;
  readonly region: string;
}

/** What stands against a type, as the end of a sentence; undefined where nothing does. */
export function mqInstanceProblem(type: string, { version, cluster, region }: MqInstanceUse): string | undefined {
  const instance = MQ_INSTANCES[type];
  if (!instance) return "is no instance type on which Amazon MQ runs RabbitMQ";
  if (!instance.versions.includes(version)) return `does not run RabbitMQ ${version}`;
  if (cluster && !instance.cluster) return "makes no cluster";
  if (instance.missingIn.includes(region)) return `is not offered in ${region}`;
  return undefined;
}

/** The types that are right. */
export function mqInstancesFor(use: MqInstanceUse): readonly string[] {
  return Object.keys(MQ_INSTANCES).filter((type) => mqInstanceProblem(type, use) === undefined);
}

/** `3.13` of 3.13.7. */
export const mqSeries = (version: string): string => version.split(".").slice(0, 2).join(".");

/**
 * Whether a broker of RabbitMQ cannot come from one version to the other: back, it never can; from 3.13 to 4.2 there is no way in
 * place (docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-4.html).
 */
export function mqVersionClosed(from: string, to: string): boolean {
  const [before, after] = [from, to].map((version) => mqSeries(version).split(".").map(Number));
  const [[major = 0, minor = 0] = [], [nextMajor = 0, nextMinor = 0] = []] = [before, after];
  return major !== nextMajor || nextMinor < minor;
}
