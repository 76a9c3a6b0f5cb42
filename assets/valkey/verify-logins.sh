#!/usr/bin/env bash
# Logs in to a server as each user with each of its passwords, over TLS whose certificate is verified, and looks that nobody gets in
# without. Changes nothing.
#
# Reads   USERS           lines of a service and the name of its user
#         SERVICES_DIR    folder with a folder for each service, named like it, holding a file for each valid password
#         HOST, PORT      the server
#         CA              file with the authorities that its certificate must be of
#         ATTEMPTS        how often is tried to log in, 60 if it is not set: a new password reaches every node only after a moment
#         PAUSE           seconds in between, 5 if it is not set
#         CLIENT          valkey-cli if it is not set
set -Eeuo pipefail
export LC_ALL=C

ATTEMPTS="${ATTEMPTS:-60}"
PAUSE="${PAUSE:-5}"
CLIENT="${CLIENT:-valkey-cli}"

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# What the server answers to PING; never with the password in an argument.
ping_as() {
  REDISCLI_AUTH="$2" VALKEYCLI_AUTH="$2" "$CLIENT" --tls --cacert "$CA" --sni "$HOST" -h "$HOST" -p "$PORT" \
    --user "$1" --no-auth-warning PING 2>&1 || true
}

logs_in() {
  local user="$1" file="$2" what="$3" attempt answer
  [[ -r "$file" ]] || fail "$what is missing"
  for ((attempt = 1; ; attempt++)); do
    answer="$(ping_as "$user" "$(<"$file")")"
    [[ "$answer" == PONG ]] && return 0
    ((attempt < ATTEMPTS)) || fail "$what does not let $user in: $(tail -n 1 <<<"$answer")"
    sleep "$PAUSE"
  done
}

shopt -s nullglob
while read -r service user; do
  [[ -n "$service" ]] || continue
  files=("$SERVICES_DIR/$service"/*)
  ((${#files[@]} >= 1)) || fail "$service has no password"
  for file in "${files[@]}"; do logs_in "$user" "$file" "$service: the password ${file##*/}"; done
  printf '%s: %s logs in\n' "$service" "$user"
done <<<"$USERS"

answer="$("$CLIENT" --tls --cacert "$CA" --sni "$HOST" -h "$HOST" -p "$PORT" PING 2>&1 || true)"
[[ "$answer" == *NOAUTH* || "$answer" == *"uthentication required"* ]] ||
  fail "without logging in the server answers: $(tail -n 1 <<<"$answer")"
printf 'nobody gets in without logging in\n'
