/** tls_self_signed_cert, tls_cert_request and tls_locally_signed_cert: real certificates, signed with the keys given. */
import { createHash, type KeyObject } from "node:crypto";
import type { Diagnostic } from "../../rehearsal/protocol/handlers";
import type { Value, ValueObject } from "../../rehearsal/protocol/value";
import type { ResourceBehaviour } from "../../rehearsal/engine/behaviour";
import { failure, isTrue, textOf, textsOf } from "../../rehearsal/engine/attributes";
import {
  certificate,
  certificateRequest,
  publicKeyInfo,
  randomSerial,
  readAuthority,
  readRequest,
} from "../../rehearsal/x509/certificate";
import {
  authorityKeyId,
  basicConstraints,
  copiedAlternativeNames,
  keyIdOf,
  keyUses,
  subjectKeyId,
  type Extension,
} from "../../rehearsal/x509/extensions";
import { algorithmOf, parsePrivateKey } from "./keys";
import { fromPem, toPem } from "../../rehearsal/x509/pem";
import { alternativeNamesOf, subjectOf } from "./subject";
import { isDue, planRenewal, published, validityOf } from "./validity";

/** The arguments that the facts cannot show to replace, for a probe has no valid PEM to change them to. */
const RENEWED_BY = ["ready_for_renewal"] as const;

type Computed = { [name: string]: Value };

/** Runs twice at a create: `computed` takes what it gives, `refuse` then says why it gave nothing. */
function behaviour(make: (state: ValueObject) => Computed, replacing: readonly string[]): ResourceBehaviour {
  return {
    plan: (_, planned, prior) => ("ready_for_renewal" in planned ? planRenewal(planned, prior) : undefined),
    replace: (_, planned, prior) => [...replacing, ...(isDue(planned, prior) ? RENEWED_BY : [])],
    refuse: (_, state, prior) => (prior ? [] : problemsOf(() => make(state))),
    computed: (_, state, prior) => (prior ? {} : makeOrUnknown(() => make(state))),
  };
}

function makeOrUnknown(make: () => Computed): Computed {
  try {
    return make();
  } catch {
    return {};
  }
}

function problemsOf(make: () => unknown): readonly Diagnostic[] {
  try {
    make();
    return [];
  } catch (error) {
    return [failure("Failed to create certificate", error instanceof Error ? error.message : String(error))];
  }
}

export const selfSignedCert = behaviour(
  (state) => {
    const signer = keyIn(state, "private_key_pem");
    const publicKey = publicKeyInfo(signer);
    const subject = subjectOf(state);
    const keyId = keyIdOf(publicKey);
    const names = alternativeNamesOf(state, subject);
    const authority = isTrue(state.set_authority_key_id) ? [authorityKeyId(keyId)] : [];
    return {
      key_algorithm: algorithmOf(signer),
      ...issue(state, { issuer: subject, subject, publicKey, signer }, [...authority, ...names]),
    };
  },
  ["private_key_pem"],
);

export const locallySignedCert = behaviour(
  (state) => {
    const signer = keyIn(state, "ca_private_key_pem");
    const authority = readAuthority(derIn(state, "ca_cert_pem", "CERTIFICATE"));
    if (!authority.publicKey.equals(publicKeyInfo(signer))) {
      throw new RangeError("x509: provided PrivateKey doesn't match parent's PublicKey");
    }
    const request = readRequest(derIn(state, "cert_request_pem", "CERTIFICATE REQUEST"));
    const { subject, publicKey } = request;
    return {
      ca_key_algorithm: algorithmOf(signer),
      ...issue(state, { issuer: authority.subject, subject, publicKey, signer }, [
        ...(authority.keyId ? [authorityKeyId(authority.keyId)] : []),
        ...copiedAlternativeNames(request.alternativeNames),
      ]),
    };
  },
  ["ca_cert_pem", "ca_private_key_pem", "cert_request_pem"],
);

export const certRequest = behaviour(
  (state) => {
    const signer = keyIn(state, "private_key_pem");
    const subject = subjectOf(state);
    const der = certificateRequest(subject, alternativeNamesOf(state, subject), signer);
    const pem = toPem("CERTIFICATE REQUEST", der);
    const id = createHash("sha1").update(pem).digest("hex");
    return { id, key_algorithm: algorithmOf(signer), cert_request_pem: pem };
  },
  ["private_key_pem"],
);

interface Parties {
  readonly issuer: Buffer;
  readonly subject: Buffer;
  readonly publicKey: Buffer;
  readonly signer: KeyObject;
}

/** Signs, and gives what any certificate resource publishes. */
function issue(state: ValueObject, parties: Parties, more: readonly Extension[]): Computed {
  const serial = randomSerial();
  const validity = validityOf(state);
  const isAuthority = isTrue(state.is_ca_certificate);
  // Go gives every authority a subject key id, asked for or not.
  const named = isAuthority || isTrue(state.set_subject_key_id);
  const der = certificate({
    serial,
    ...parties,
    ...validity,
    extensions: [
      ...keyUses(textsOf(state.allowed_uses)),
      basicConstraints(isAuthority),
      ...(named ? [subjectKeyId(keyIdOf(parties.publicKey))] : []),
      ...more,
    ],
  });
  return published(serial, toPem("CERTIFICATE", der), validity);
}

const keyIn = (state: ValueObject, name: string): KeyObject => parsePrivateKey(textOf(state[name]) ?? "");

function derIn(state: ValueObject, name: string, label: string): Buffer {
  const block = fromPem(textOf(state[name]) ?? "")[0];
  if (!block) throw new RangeError(`failed to decode PEM block of ${name}`);
  if (block.label !== label) throw new RangeError(`unsupported PEM preamble: got "${block.label}", wanted "${label}"`);
  return block.der;
}
