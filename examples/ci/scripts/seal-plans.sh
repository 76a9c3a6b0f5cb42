#!/usr/bin/env bash
# Packs the saved plans of an environment into plans.cms, encrypted so that only the approved job can read them: plans hold
# the values of secrets, as states do. Prints `sha256=…` of the file.
set -Eeuo pipefail
: "${ENVIRONMENT:?the name of the environment}"
: "${PLAN_CERTIFICATE:?the certificate, in PEM, that belongs to PLAN_KEY of the approved job}"
umask 077

[ -d ".jangada/plans/$ENVIRONMENT" ] || { echo "There is no plan of $ENVIRONMENT." >&2 && exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '%s\n' "$PLAN_CERTIFICATE" >"$work/certificate.pem"
# Authenticated encryption (AES-256-GCM), the key of which is encrypted for the certificate: RFC 5083.
tar -cf - ".jangada/plans/$ENVIRONMENT" |
  openssl cms -encrypt -binary -aes-256-gcm -outform DER -out plans.cms "$work/certificate.pem"
echo "sha256=$(sha256sum plans.cms | cut -d ' ' -f 1)"
