#!/usr/bin/env bash
# Fetches what logs in to a PostgreSQL server of Azure as its administrator: a token of Entra ID in exchange for the token of the
# pod's service account, which the server takes in place of a password. Writes `username` and `password`, and `ca.pem`, the
# certificate authorities that everybody knows. Says nothing of what the token is.
#
# Reads   USERNAME        the identity's name, which is that of the role
#         CLIENT_ID       the identity's client id
#         TENANT          id of the directory
#         AUTHORITY       URL of the directory's token service
#         SCOPE           what the token is for
#         TOKEN_FILE      the token of the service account
#         OUT_DIR         folder to write into
#         AUTHORITIES     file with the certificate authorities
#         ATTEMPTS        how often is tried, 60 if it is not set: a new federation is not known everywhere at once
# Needs   curl
set -Eeuo pipefail
umask 077

ATTEMPTS="${ATTEMPTS:-60}"

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

[[ -r "$TOKEN_FILE" ]] || fail "the token of the service account is missing"
[[ -r "$AUTHORITIES" ]] || fail "the certificate authorities are missing"

# The token of the service account goes from its file to the request: it is among nobody's arguments.
for ((attempt = 1; ; attempt += 1)); do
  answer=$(curl --silent --show-error --proto '=https' --tlsv1.2 --connect-timeout 10 --max-time 30 \
    --data-urlencode "client_id=$CLIENT_ID" \
    --data-urlencode "scope=$SCOPE" \
    --data-urlencode "client_assertion_type=urn:ietf:params:oauth:client-assertion-type:jwt-bearer" \
    --data-urlencode "client_assertion@$TOKEN_FILE" \
    --data-urlencode "grant_type=client_credentials" \
    "$AUTHORITY/$TENANT/oauth2/v2.0/token") || answer=""
  if [[ "$answer" =~ \"access_token\":\ *\"([A-Za-z0-9._~+/=-]+)\" ]]; then break; fi
  # The code alone: descriptions name what was asked with.
  reason="no answer"
  if [[ "$answer" =~ (AADSTS[0-9]+) ]]; then reason="${BASH_REMATCH[1]}"; fi
  [[ "$attempt" -lt "$ATTEMPTS" ]] || fail "Entra ID gives no token for $USERNAME ($reason)"
  if [[ "$attempt" -eq 1 ]]; then printf 'Entra ID gives no token yet (%s)\n' "$reason"; fi
  sleep 5
done

printf '%s' "${BASH_REMATCH[1]}" >"$OUT_DIR/password"
printf '%s' "$USERNAME" >"$OUT_DIR/username"
cp "$AUTHORITIES" "$OUT_DIR/ca.pem"
printf 'token for %s\n' "$USERNAME"
