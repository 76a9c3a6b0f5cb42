/** Route 53: zones and what is in them. Known to the whole account. */
import type { ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { isTrue, objectsOf, textOf } from "../../../rehearsal/engine/attributes";
import { findByAttribute, objectsInRealm } from "../shared/lookups";
import { fingerprint, textFromDigest, firstUnusedId, UPPER_AND_DIGITS, uuid } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { withDefaults, patternedResource } from "../shared/patterned-resource";
import { locationOf } from "../shared/location";

const trimmed = (name: string | undefined): string => (name ?? "").replace(/\.$/, "").toLowerCase();

/** Four servers, one of each top-level domain. */
function nameServers(context: BehaviourContext, zone: string): readonly string[] {
  return ["com", "net", "org", "co.uk"]
    .map((domain, index) => {
      const number = (Number.parseInt(context.digest("ns", zone, domain).slice(0, 4), 16) % 512) + index * 512;
      return `ns-${number}.awsdns-${String(number % 64).padStart(2, "0")}.${domain}`;
    })
    .sort();
}

const zone = patternedResource(
  {
    id: (context, planned) =>
      firstUnusedId(context, (count) => {
        const hex = context.digest("zone", context.realm, fingerprint(planned), String(count));
        return `Z${textFromDigest(hex, 20, UPPER_AND_DIGITS)}`;
      }),
    arn: "route53:::hostedzone/{id}",
    values: (context, state) => {
      const servers = nameServers(context, String(state.id));
      const { region } = locationOf(context);
      return {
        zone_id: String(state.id),
        name_servers: [...servers],
        primary_name_server: servers[0] ?? "",
        vpc: objectsOf(state.vpc).map((block) => withDefaults(block, { vpc_region: region })),
      };
    },
  },
  {
    refuse: (context, state, prior) => {
      const vpcs = vpcsOf(state);
      const twin = objectsInRealm(context, "aws_route53_zone").some(
        ({ id, attributes }) =>
          id !== state.id &&
          trimmed(textOf(attributes.name)) === trimmed(textOf(state.name)) &&
          vpcsOf(attributes).some((vpc) => vpcs.includes(vpc)),
      );
      const message = `The VPC is already associated with another hosted zone of the name ${textOf(state.name)}.`;
      return actualProblems(
        twin && apiError(doing(prior, "Route53 Hosted Zone", textOf(state.name)), "ConflictingDomainExists", message),
      );
    },
    refuseDelete: (context, { id, attributes }) =>
      actualProblems(
        !isTrue(attributes.force_destroy) &&
          recordsOf(context, id).length > 0 &&
          apiError(
            `deleting Route53 Hosted Zone (${id})`,
            "HostedZoneNotEmpty",
            "The specified hosted zone contains non-required resource record sets and so cannot be deleted.",
          ),
      ),
    deleted: (context, { id }) => {
      for (const object of recordsOf(context, id)) context.world.remove(object.type, object.id, object.realm);
    },
  },
);

const vpcsOf = (state: ValueObject): readonly string[] =>
  objectsOf(state.vpc).flatMap((block) => textOf(block.vpc_id) ?? []);

const recordsOf = (context: BehaviourContext, id: string): readonly WorldObject[] =>
  objectsInRealm(context, "aws_route53_record").filter(({ attributes }) => attributes.zone_id === id);

/** The whole name of a record, whose zone may or may not be in it already. */
function fqdnOf(context: BehaviourContext, state: ValueObject): string {
  const name = trimmed(textOf(state.name));
  const zoneName = trimmed(textOf(findByAttribute(context, "aws_route53_zone", "id", state.zone_id)?.attributes.name));
  if (name === "" || name === zoneName) return zoneName;
  return zoneName === "" || name.endsWith(`.${zoneName}`) ? name : `${name}.${zoneName}`;
}

const record: ResourceBehaviour = {
  id: (_context, planned) =>
    [textOf(planned.zone_id), trimmed(textOf(planned.name)), textOf(planned.type), textOf(planned.set_identifier)]
      .filter(Boolean)
      .join("_"),
  exists: { code: "InvalidChangeBatch", message: "Tried to create resource record set {id} but it already exists" },
  computed: (context, state) => ({ fqdn: fqdnOf(context, state), allow_overwrite: null }),
  refuse: (context, state, prior) => {
    const name = fqdnOf(context, state);
    const start = doing(prior, "Route53 Record");
    const zoneName = trimmed(
      textOf(findByAttribute(context, "aws_route53_zone", "id", state.zone_id)?.attributes.name),
    );
    const isAlias = state.type === "CNAME";
    const conflict = recordsOf(context, textOf(state.zone_id) ?? "").find(
      ({ id, attributes }) =>
        id !== state.id &&
        fqdnOf(context, attributes) === name &&
        (attributes.type === "CNAME") !== isAlias &&
        (isAlias || attributes.type === "CNAME"),
    );
    const words = `RRSet of type ${textOf(state.type)} with DNS name ${name}. is not permitted`;
    return actualProblems(
      isAlias && name === zoneName && apiError(start, "InvalidChangeBatch", `${words} at apex in zone ${zoneName}.`),
      conflict &&
        apiError(
          start,
          "InvalidChangeBatch",
          `${words} as it conflicts with other records with the same DNS name in zone ${zoneName}.`,
        ),
      // The zone has its own already.
      !prior &&
        name === zoneName &&
        (state.type === "SOA" || state.type === "NS") &&
        !isTrue(state.allow_overwrite) &&
        apiError(
          start,
          "InvalidChangeBatch",
          `[Tried to create resource record set [name='${name}.', type='${textOf(state.type)}'] but it already exists]`,
        ),
    );
  },
};

const signingKey: ResourceBehaviour = {
  id: (_context, planned) => `${textOf(planned.hosted_zone_id)},${textOf(planned.name)}`,
  exists: {
    code: "KeySigningKeyAlreadyExists",
    message: "You've already created a key-signing key (KSK) with this name: {id}",
  },
  computed: (context, state) => {
    const hex = context.digest("ksk", String(state.id));
    const tag = Number.parseInt(hex.slice(0, 4), 16);
    const key = Buffer.from(hex, "hex").toString("base64");
    const digest = hex.toUpperCase();
    return {
      digest_algorithm_mnemonic: "SHA-256",
      digest_algorithm_type: 2,
      digest_value: digest,
      dnskey_record: `257 3 13 ${key}`,
      ds_record: `${tag} 13 2 ${digest}`,
      flag: 257,
      key_tag: tag,
      public_key: key,
      signing_algorithm_mnemonic: "ECDSAP256SHA256",
      signing_algorithm_type: 13,
    };
  },
};

export const dnsTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_route53_zone: zone,
  aws_route53_record: record,
  aws_route53_zone_association: {
    id: (_context, planned) => `${textOf(planned.zone_id)}:${textOf(planned.vpc_id)}`,
    computed: (context) => ({ vpc_region: locationOf(context).region, owning_account: locationOf(context).account }),
  },
  aws_route53_query_log: patternedResource({
    id: (context, planned) => uuid(context.digest("query-log", context.realm, fingerprint(planned))),
    arn: "route53:::queryloggingconfig/{id}",
  }),
  aws_route53_key_signing_key: signingKey,
  aws_route53_hosted_zone_dnssec: { id: (_context, planned) => textOf(planned.hosted_zone_id) ?? "" },
};
