#!/usr/bin/env bash
# Applies exactly the plans in plans.cms, of which somebody has approved the review. They are refused (4) if what they were
# made from has changed since, and nothing is applied then.
set -Eeuo pipefail
: "${ENVIRONMENT:?the name of the environment}"
: "${PLAN_KEY:?the private key, in PEM, that belongs to PLAN_CERTIFICATE}"
: "${PLAN_SHA256:?the SHA-256 of plans.cms, as the job told it that made the plans}"
# An apply that takes longer is told to end what it has begun, long before the CI would kill it.
: "${APPLY_LIMIT:=90m}" "${APPLY_GRACE:=25m}"
umask 077

echo "$PLAN_SHA256  plans.cms" | sha256sum --check --quiet -
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '%s\n' "$PLAN_KEY" >"$work/key.pem"
unset PLAN_KEY
openssl cms -decrypt -binary -inform DER -in plans.cms -inkey "$work/key.pem" -out "$work/plans.tar"
rm -rf ".jangada/plans/$ENVIRONMENT"
tar --no-same-owner --no-same-permissions -xf "$work/plans.tar" ".jangada/plans/$ENVIRONMENT"
rm -rf "$work"

# No other stack: what has no plan was not approved.
stacks=()
for folder in ".jangada/plans/$ENVIRONMENT"/*/; do
  [ -f "${folder}plan" ] && stacks+=(--stack "$(basename "$folder")")
done
[ "${#stacks[@]}" -gt 0 ] || { echo "There is no plan in plans.cms." >&2 && exit 1; }
# Signals reach jangada itself, without npm between: it tells Terraform once, and waits.
exec timeout --signal=INT --kill-after="$APPLY_GRACE" "$APPLY_LIMIT" \
  node_modules/.bin/jangada deploy "$ENVIRONMENT" "${stacks[@]}" --yes
