/** Certificates of ACM, and their proof by DNS. */
import { objectOf, UNKNOWN, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import { canonicalSet } from "../../../rehearsal/protocol/sets";
import type { BehaviourContext, ResourceBehaviour } from "../../../rehearsal/engine/behaviour";
import { isUnknown, itemsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { change, find, here } from "../shared/lookups";
import { described, letters, unused, uuid } from "../shared/naming";
import { refusal } from "../shared/refusal";
import { shaped } from "../shared/shape";
import { arn, aroundOf } from "../shared/surroundings";

const domainsOf = (state: ValueObject): readonly string[] => [
  ...new Set([textOf(state.domain_name) ?? "", ...textsOf(state.subject_alternative_names)].filter(Boolean)),
];

/** What proves a domain: a wildcard and its domain are proven by one record. */
function option(context: BehaviourContext, domain: string): ValueObject {
  const proven = domain.replace(/^\*\./, "");
  const hex = context.digest("acm", context.realm, proven);
  return objectOf([
    ["domain_name", domain],
    ["resource_record_name", `_${hex.slice(0, 32)}.${proven}.`],
    ["resource_record_type", "CNAME"],
    [
      "resource_record_value",
      `_${hex.slice(32, 64)}.${letters(hex, 10, "bcdfghjklmnpqrstvwxyz")}.acm-validations.aws.`,
    ],
  ]);
}

const planned = (domain: string): ValueObject =>
  objectOf([
    ["domain_name", domain],
    ["resource_record_name", UNKNOWN],
    ["resource_record_type", UNKNOWN],
    ["resource_record_value", UNKNOWN],
  ]);

const certificate = shaped(
  {
    id: (context, state) =>
      unused(context, (count) => {
        const hex = context.digest("acm", context.realm, described(state), String(count));
        return arn(aroundOf(context, state), "acm", `certificate/${uuid(hex)}`);
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
        domain_validation_options: byDns ? domainsOf(state).map((domain) => option(context, domain)) : [],
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
      if (state.validation_method === "DNS") state.domain_validation_options = domains.map(planned);
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
    const held = here(context, "aws_route53_record").map(({ attributes }) =>
      textOf(attributes.fqdn)?.replace(/\.$/, ""),
    );
    const of = find(context, "aws_acm_certificate", "arn", state.certificate_arn);
    const options = itemsOf(of?.attributes.domain_validation_options) as readonly ValueObject[];
    const wanted = options.map((item) => textOf(item.resource_record_name)?.replace(/\.$/, ""));
    const lacking = [...new Set([...fqdns, ...wanted])].filter((name) => name && !held.includes(name));
    if (lacking.length === 0 || fqdns.length === 0) return [];
    const start = `waiting for ACM Certificate (${textOf(state.certificate_arn)}) to be issued`;
    return [
      {
        ...refusal(
          start,
          "Timeout",
          "timeout while waiting for state to become 'ISSUED' (last state: 'PENDING_VALIDATION', timeout: 1h15m0s)",
        ),
        detail: `No record proves ${lacking.join(", ")}.`,
      },
    ];
  },
  created: (context, { attributes }) => {
    const of = find(context, "aws_acm_certificate", "arn", attributes.certificate_arn);
    if (of) change(context, of, { status: "ISSUED", ...VALID });
  },
};

const VALID = { not_before: "2026-01-01T00:00:00Z", not_after: "2027-01-30T23:59:59Z" } satisfies {
  [name: string]: Value;
};

export const acmTypes: { readonly [type: string]: ResourceBehaviour } = {
  aws_acm_certificate: certificate,
  aws_acm_certificate_validation: validation,
};
