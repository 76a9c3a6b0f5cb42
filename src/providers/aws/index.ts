/** The simulated AWS: what it knows beyond the provider's schema. */
import { awsRegions } from "../../targets/eks/regions";
import type { Diagnostic, Session } from "../../rehearsal/protocol/handlers";
import type { ValueObject } from "../../rehearsal/protocol/value";
import type { BehaviourContext, ProviderBehaviour, ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { failure, isUnknown, textOf, textsOf } from "../../rehearsal/engine/attributes";
import { combineHandMade } from "../../rehearsal/engine/hand-made";
import { acmTypes } from "./acm/simulated";
import { dataSources } from "./data";
import { dnsTypes } from "./route53/simulated";
import { addExistingAws } from "./shared/existing";
import { ec2HandMade, ec2Types } from "./ec2/simulated";
import { eksClusterType } from "./eks/kubernetes-api";
import { eksHandMade, eksTypes } from "./eks/simulated";
import { cacheHandMade, cacheTypes } from "./elasticache/simulated";
import { elbTypes } from "./elb/simulated";
import { iamHandMade, iamTypes } from "./iam/simulated";
import { kmsHandMade, kmsTypes } from "./kms/simulated";
import { cloudwatchHandMade, logTypes } from "./cloudwatch/simulated";
import { snsTypes } from "./sns/simulated";
import { sqsHandMade, sqsTypes } from "./sqs/simulated";
import { eventbridgeHandMade, eventbridgeTypes } from "./eventbridge/simulated";
import { brokerTypes } from "./mq/simulated";
import { awsReferences } from "./references";
import { rdsHandMade, rdsTypes } from "./rds/simulated";
import { s3Types } from "./s3/simulated";
import { secretEphemerals } from "./secretsmanager/ephemeral";
import { secretTypes } from "./secretsmanager/simulated";
import { autoscalingTypes } from "./autoscaling/simulated";
import { backupTypes } from "./backup/simulated";
import { dynamodbTypes } from "./dynamodb/simulated";
import { ecrTypes } from "./ecr/simulated";
import { awsFormats } from "./shared/formats";
import { awsTexts } from "./shared/texts";
import { accountOf, regionOf, sessionLocation } from "./shared/location";
import { allTags } from "./shared/tags";
import { upgrades } from "./shared/upgrades";

const types: { readonly [type: string]: ResourceBehaviour } = {
  ...ec2Types,
  ...iamTypes,
  ...kmsTypes,
  ...eksTypes,
  ...rdsTypes,
  ...secretTypes,
  ...logTypes,
  ...sqsTypes,
  ...snsTypes,
  ...eventbridgeTypes,
  ...dnsTypes,
  ...acmTypes,
  ...s3Types,
  ...elbTypes,
  ...cacheTypes,
  ...brokerTypes,
  ...dynamodbTypes,
  ...autoscalingTypes,
  ...backupTypes,
  ...ecrTypes,
};

/** The types that have more than their ids and values by the schema. */
export const behavedTypes: readonly string[] = Object.keys(types);

/** Types whose objects belong to the account and to no region: IAM, DNS, bucket names. */
const GLOBAL_SERVICES = /^aws_(iam_|cloudfront_|s3_bucket$|route53_(?!resolver_|profiles_|recovery))/;

export const awsBehaviour: ProviderBehaviour = {
  name: "aws",
  references: awsReferences,
  formats: awsFormats,
  texts: awsTexts,
  clusterTypes: [eksClusterType],
  handMade: combineHandMade([
    rdsHandMade,
    eksHandMade,
    cloudwatchHandMade,
    kmsHandMade,
    sqsHandMade,
    eventbridgeHandMade,
    ec2HandMade,
    iamHandMade,
    cacheHandMade,
  ]),
  configure,
  addExisting: (world, things) => addExistingAws(awsBehaviour, world, things),

  realm: (session, attributes) => {
    const { account, region } = sessionLocation(session, attributes);
    return "region" in attributes ? `aws:${account}:${region}` : `aws:${account}`;
  },

  resource: resourceOf,

  ephemeral: secretEphemerals,

  dataSource: (type) => (Object.hasOwn(dataSources, type) ? dataSources[type] : undefined),

  planAll: (context, planned, prior, config) => {
    // What is configured and only known later stays unknown.
    if ("region" in planned && config.region === null && isUnknown(planned.region)) {
      planned.region = prior?.region ?? regionOf(context.session) ?? null;
    }
    if ("tags_all" in planned && config.tags_all === null) {
      planned.tags_all = allTags(context.session, planned.tags ?? null);
    }
  },

  computedAll: (context, state) => {
    const { account, region } = sessionLocation(context.session, state);
    return { region, owner_id: account, tags_all: allTags(context.session, state.tags ?? null) };
  },
};

/** Behaviour by type, with what all AWS types share: a changed `region` replaces the object, and an import id may end in `@region`. */
const behaviours = new Map<string, ResourceBehaviour>();

function resourceOf(type: string): ResourceBehaviour {
  const before = behaviours.get(type);
  if (before) return before;
  const own = Object.hasOwn(types, type) ? types[type] : undefined;
  const upgrade = Object.hasOwn(upgrades, type) ? upgrades[type] : undefined;
  const behaviour = withRegion(type, upgrade ? { ...own, upgrade } : own);
  behaviours.set(type, behaviour);
  return behaviour;
}

function withRegion(type: string, own: ResourceBehaviour | undefined): ResourceBehaviour {
  if (GLOBAL_SERVICES.test(type)) return { ...own, realm: (session) => `aws:${accountOf(session)}` };
  return {
    ...own,
    replace: (context, planned, prior) => [
      ...(own?.replace?.(context, planned, prior) ?? []),
      ...(moved(planned, prior) ? ["region"] : []),
    ],
    import: (context, id) => {
      const [, bare = id, region] = /^(.*)@([a-z]{2}(?:-[a-z]+)+-\d)$/.exec(id) ?? [];
      const there = region === undefined ? context : inRegion(context, region);
      return own?.import ? own.import(there, bare) : there.world.get(type, bare, there.realm);
    },
  };
}

const moved = (planned: ValueObject, prior: ValueObject): boolean =>
  textOf(prior.region) !== undefined && planned.region !== prior.region;

const inRegion = (context: BehaviourContext, region: string): BehaviourContext => ({
  ...context,
  realm: `aws:${accountOf(context.session)}:${region}`,
});

/** The region must be one that is known; the account, one that is allowed. */
function configure(session: Session, config: ValueObject): readonly Diagnostic[] {
  const region = regionOf(session);
  if (!region) {
    return [failure("invalid AWS Region: ", "The provider needs a region: its argument, or AWS_REGION.", "region")];
  }
  if (!awsRegions[region] && config.skip_region_validation !== true) {
    return [failure(`invalid AWS Region: ${region}`, undefined, "region")];
  }
  const account = accountOf(session);
  return textsOf(config.forbidden_account_ids).includes(account)
    ? [failure(`AWS account ID not allowed: ${account}`)]
    : [];
}
