/** What a provider knows without asking: partition, region, zones, who calls. */
import { awsRegions, zoneId } from "../../../targets/eks/regions";
import { objectOf, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, DataSourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { locationOf, defaultTags, dnsSuffix, partitionOf } from "../shared/location";
import { readResult, readFailure, type Read } from "./find-objects";
import { regionName } from "./region-names";

const ID = "AROAREHEARSAL00000000:rehearsal";

const partition: Read = (context, config) => {
  const { partition: id } = locationOf(context);
  const suffix = dnsSuffix(id);
  return readResult(config, {
    id,
    partition: id,
    dns_suffix: suffix,
    reverse_dns_prefix: suffix.split(".").reverse().join("."),
  });
};

const region: Read = (context, config) => {
  const endpoint = /^ec2\.([a-z0-9-]+)\./.exec(textOf(config.endpoint) ?? "")?.[1];
  const name = textOf(config.region) ?? textOf(config.name) ?? endpoint ?? locationOf(context).region;
  if (!awsRegions[name]) return readFailure("no matching regions found");
  return readResult(config, {
    id: name,
    name,
    region: name,
    description: regionName(name),
    endpoint: `ec2.${name}.${dnsSuffix(partitionOf(name))}`,
  });
};

/** Filters that all zones of the simulated regions pass or fail alike: none is local, none has to be opted into. */
const SAME: { readonly [filter: string]: readonly string[] } = {
  state: ["available"],
  "zone-type": ["availability-zone"],
  "opt-in-status": ["opt-in-not-required"],
};

function zonesOf(context: BehaviourContext, config: ValueObject): readonly string[] {
  const { region: name } = locationOf(context, config);
  const excluded = [...textsOf(config.exclude_names), ...textsOf(config.exclude_zone_ids)];
  const state = textOf(config.state) ?? "available";
  return (awsRegions[name]?.zones ?? []).filter(
    (zone) =>
      state === "available" &&
      !excluded.includes(zone) &&
      !excluded.includes(zoneId(zone)) &&
      objectsOf(config.filter).every((filter) => {
        const values = textsOf(filter.values);
        const own: { readonly [filter: string]: readonly string[] } = {
          ...SAME,
          "zone-name": [zone],
          "zone-id": [zoneId(zone)],
          "region-name": [name],
          "group-name": [`${name}-zg-1`],
        };
        return (own[textOf(filter.name) ?? ""] ?? []).some((value) => values.includes(value));
      }),
  );
}

const zones: Read = (context, config) => {
  const { region: name } = locationOf(context, config);
  const names = zonesOf(context, config);
  return readResult(config, {
    id: name,
    names: [...names],
    zone_ids: names.map(zoneId),
    group_names: names.length > 0 ? [`${name}-zg-1`] : [],
  });
};

const zone: Read = (context, config) => {
  const { region: name } = locationOf(context, config);
  const wanted = zonesOf(context, config).filter(
    (item) => (textOf(config.name) ?? item) === item && (textOf(config.zone_id) ?? zoneId(item)) === zoneId(item),
  );
  const [found, ...others] = wanted;
  if (!found) return readFailure("no matching Availability Zone found");
  if (others.length > 0)
    return readFailure(
      "multiple Availability Zones matched; use additional constraints to reduce matches to a single one",
    );
  return readResult(config, {
    id: found,
    name: found,
    region: name,
    zone_id: zoneId(found),
    name_suffix: found.slice(name.length),
    state: "available",
    zone_type: "availability-zone",
    group_name: `${name}-zg-1`,
    group_long_name: `${regionName(name)} 1`,
    network_border_group: name,
    opt_in_status: "opt-in-not-required",
    parent_zone_id: "",
    parent_zone_name: "",
  });
};

const caller: Read = (context, config) => {
  const { account, partition: own } = locationOf(context);
  return readResult(config, {
    id: account,
    account_id: account,
    arn: `arn:${own}:sts::${account}:assumed-role/rehearsal/rehearsal`,
    user_id: ID,
  });
};

/** Some services are named otherwise in China (docs.amazonaws.cn, differences of IAM). */
const servicePrincipal: Read = (context, config) => {
  const { region: name } = locationOf(context, config);
  const service = textOf(config.service_name) ?? "";
  const inChina = partitionOf(name) === "aws-cn";
  const suffix =
    inChina && ["codedeploy", "elasticmapreduce", "logs"].includes(service) ? "amazonaws.com.cn" : "amazonaws.com";
  return readResult(config, {
    id: `${service}.${name}.${suffix}`,
    name: `${service}.${suffix}`,
    suffix,
    region: name,
  });
};

/** The role behind a session, as IAM knows it; a user is its own. */
const session: Read = (_context, config) => {
  const arn = textOf(config.arn) ?? "";
  const match = /^arn:([^:]+):sts::(\d{12}):assumed-role\/(.+)\/([^/]+)$/.exec(arn);
  return readResult(config, {
    id: arn,
    issuer_arn: match ? `arn:${match[1]}:iam::${match[2]}:role/${match[3]}` : arn,
    issuer_id: match ? (ID.split(":")[0] ?? "") : "",
    issuer_name: match?.[3] ?? "",
    session_name: match?.[4] ?? "",
  });
};

/** The parts of an ARN; what stands behind the fifth colon is the resource, colons and all. */
const arn: Read = (_context, config) => {
  const text = textOf(config.arn) ?? "";
  const [prefix, own = "", service = "", name = "", account = "", ...rest] = text.split(":");
  if (prefix !== "arn" || rest.length === 0)
    return readFailure(`"arn" (${text}) is an invalid ARN: arn: invalid prefix`);
  return readResult(config, { id: text, partition: own, service, region: name, account, resource: rest.join(":") });
};

export const accountData: { readonly [type: string]: DataSourceBehaviour } = {
  aws_arn: { read: arn },
  aws_partition: { read: partition },
  aws_region: { read: region },
  aws_regions: {
    read: (context, config) => {
      const { partition: own } = locationOf(context);
      return readResult(config, {
        id: own,
        names: Object.keys(awsRegions).filter((name) => partitionOf(name) === own),
      });
    },
  },
  aws_availability_zones: { read: zones },
  aws_availability_zone: { read: zone },
  aws_caller_identity: { read: caller },
  aws_iam_session_context: { read: session },
  aws_service_principal: { read: servicePrincipal },
  aws_default_tags: {
    read: (context, config) =>
      readResult(config, { id: locationOf(context).partition, tags: defaultTags(context.session) ?? objectOf() }),
  },
};
