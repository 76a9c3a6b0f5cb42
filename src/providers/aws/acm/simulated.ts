/** Certificates of ACM, and their proof by DNS. */
import { objectOf, UNKNOWN, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import { canonicalSet } from "../../../rehearsal/protocol/sets";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { isUnknown, itemsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { changeObject, findByAttribute, objectsInRealm } from "../shared/lookups";
import { fingerprint, textFromDigest, firstUnusedId, uuid } from "../shared/naming";
import { apiError } from "../shared/refusal";
import { patternedResource } from "../shared/patterned-resource";
import { arn, locationOf } from "../shared/location";

const domainsOf = (state: ValueObject): readonly string[] => [
  ...new Set([textOf(state.domain_name) ?? "", ...textsOf(state.subject_alternative_names)].filter(Boolean)),
];

/** What proves a domain: a wildcard and its domain are proven by one record. */
function validationOption(context: BehaviourContext, domain: string): ValueObject {
  const proven = domain.replace(/^\*\./, "");
  const hex = context.digest("acm", context.realm, proven);
  return objectOf([
    ["domain_name", domain],
    ["resource_record_name", `_${hex.slice(0, 32)}.${proven}.`],
    ["resource_record_type", "CNAME"],
    [
      "resource_record_value",
      `_${hex.slice(32, 64)}.${textFromDigest(hex, 10, "bcdfghjklmnpqrstvwxyz")}.acm-validations.aws.`,
    ],
  ]);
}

const unknownValidationOption = (domain: string): ValueObject =>
  objectOf([
    ["domain_name", domain],
    ["resource_record_name", UNKNOWN],
    ["resource_record_type", UNKNOWN],
    ["resource_record_value", UNKNOWN],
  ]);

const certificate = patternedResource(
  {
    id: (context, state) =>
      firstUnusedId(context, (count) => {
        const hex = context.digest("acm", context.realm, fingerprint(state), String(count));
        return arn(locationOf(context, state), "acm", `certificate/${uuid(hex)}`);
      }),
    values: (context, state) => {
      const imported = Boolean(textOf(state.certificate_body));
      const byDns = state.validation_method === "DNS";
      return {
        arn: String(state.id),
        domain_name: "",
        key_algorithm: "RSA_2048",
        not_after: "",
        not_before: "",
        pending_renewal: false,
        renewal_eligibility: "INELIGIBLE",
        renewal_summary: [],
        status: imported ? "ISSUED" : "PENDING_VALIDATION",
        type: imported ? "IMPORTED" : textOf(state.certificate_authority_arn) ? "PRIVATE" : "AMAZON_ISSUED",
        subject_alternative_names: [...domainsOf(state)],
        validation_emails: [],
        validation_method: imported ? "NONE" : "DNS",
        domain_validation_options: byDns ? domainsOf(state).map((domain) => validationOption(context, domain)) : [],
      };
    },
  },
  {
    // The domains are known before anything is made, so that `for_each` may go over them.
    plan: (_context, state, prior, config) => {
      const names = itemsOf(config.subject_alternative_names);
      if (prior || isUnknown(state.domain_name) || isUnknown(config.subject_alternative_names) || names.some(isUnknown))
        return;
      if (!textOf(state.domain_name)) return;
      const domains = domainsOf(
        objectOf([
          ["domain_name", state.domain_name ?? null],
          ["subject_alternative_names", [...names]],
        ]),
      );
      if (config.subject_alternative_names === null) state.subject_alternative_names = canonicalSet([...domains]);
      if (state.validation_method === "DNS") state.domain_validation_options = domains.map(unknownValidationOption);
    },
  },
);

/** Waits until every domain is proven; a name that leads nowhere is waited for in vain. */
const validation: ResourceBehaviour = {
  id: (context, state) => {
    const number = Number.parseInt(
      context.digest("acm-validation", textOf(state.certificate_arn) ?? "").slice(0, 8),
      16,
    );
    return new Date(Date.UTC(2026, 0, 1) + (number % 31_536_000) * 1000)
      .toISOString()
      .replace("T", " ")
      .replace("Z", " +0000 UTC");
  },
  refuse: (context, state) => {
    const fqdns = textsOf(state.validation_record_fqdns).map((name) => name.replace(/\.$/, ""));
    const recordNames = objectsInRealm(context, "aws_route53_record").map(({ attributes }) =>
      textOf(attributes.fqdn)?.replace(/\.$/, ""),
    );
    const certificateObject = findByAttribute(context, "aws_acm_certificate", "arn", state.certificate_arn);
    const options = itemsOf(certificateObject?.attributes.domain_validation_options) as readonly ValueObject[];
    const requiredNames = options.map((item) => textOf(item.resource_record_name)?.replace(/\.$/, ""));
    const missingNames = [...new Set([...fqdns, ...requiredNames])].filter(
      (name) => name && !recordNames.includes(name),
    );
    if (missingNames.length === 0 || fqdns.length === 0) return [];
    const start = `waiting for ACM Certificate (${textOf(state.certificate_arn)}) to be issued`;
    return [
      {
        ...apiError(
          start,
          "Timeout",
          "timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 1h15m0s)",
        ),
        detail: `No record proves ${missingNames.join(", ")}.`,
      },
    ];
  },
  created: (context, { attributes }) => {
    const certificateObject = findByAttribute(context, "aws_acm_certificate", "arn", attributes.certificate_arn);
    if (certificateObject) changeObject(context, certificateObject, { status: "ISSUED", ...VALIDITY });
  },
};

const VALIDITY = { not_before: "2026-01-01T00:00:00Z", not_after: "2027-01-30T23:59:59Z" } satisfies {
  [name: string]: Value;
};

export const acmTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_acm_certificate: certificate,
  aws_acm_certificate_validation: validation,
};
