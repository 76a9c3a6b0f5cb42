#!/usr/bin/env bash
# Gives users of a cache in ElastiCache their passwords: that of the newest revision, and of the one before it. A user is made without
# any (IAM authentication, which nobody is granted), so that no state of Terraform's holds one. Says what it does, and never what it sets;
# run again, it sets the same.
#
# Reads   USERS           lines of a service and the id of its user
#         SERVICES_DIR    folder with a folder for each service, named like it, holding a file for each password that is to be valid
#         OUT_DIR         folder to leave ca.pem in: the authorities that this image trusts, for who logs in next
#         ATTEMPTS        how often is tried what ElastiCache is still busy with, 60 if it is not set
#         PAUSE           seconds in between, 5 if it is not set
#         AUTHORITIES     files of which the first that exists becomes ca.pem
# Needs   aws, with the right to elasticache:ModifyUser and elasticache:DescribeUsers
set -Eeuo pipefail
umask 077
export AWS_PAGER="" LC_ALL=C

ATTEMPTS="${ATTEMPTS:-60}"
PAUSE="${PAUSE:-5}"
AUTHORITIES="${AUTHORITIES:-/etc/pki/tls/certs/ca-bundle.crt /etc/ssl/certs/ca-certificates.crt}"

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# The whole of a file, in `password`. Letters and digits: what may be set is what ElastiCache takes, and what needs no quoting.
read_password() {
  [[ -f "$1" && -r "$1" ]] || fail "$2 is missing"
  password="$(<"$1")"
  [[ "$password" =~ ^[A-Za-z0-9]{16,128}$ ]] || fail "$2 is no password of 16 to 128 letters and digits"
}

# Runs aws again while ElastiCache is busy with the user, or asks for patience.
patiently() {
  local attempt
  for ((attempt = 1; ; attempt++)); do
    if "$@" >"$work/output" 2>"$work/errors"; then return 0; fi
    grep -qE 'InvalidUserState|Throttling|RequestLimitExceeded|ServiceUnavailable|InternalFailure' "$work/errors" ||
      fail "$(tail -n 3 "$work/errors")"
    ((attempt < ATTEMPTS)) || fail "ElastiCache is still busy: $(tail -n 1 "$work/errors")"
    sleep "$PAUSE"
  done
}

state_of() {
  patiently aws elasticache describe-users --user-id "$1" --output text \
    --query 'Users[0].[Status, Authentication.Type, Authentication.PasswordCount]'
  read -r status kind count <"$work/output" || true
}

set_passwords() {
  local service="$1" user="$2" files file list="" valid=0 attempt
  files=("$SERVICES_DIR/$service"/*)
  ((${#files[@]} >= 1 && ${#files[@]} <= 2)) || fail "$service: one or two passwords are needed, not ${#files[@]}"
  for file in "${files[@]}"; do
    read_password "$file" "$service: the password ${file##*/}"
    list+="${list:+,}\"$password\""
    valid=$((valid + 1))
  done
  # On a file that nobody else reads, not as an argument: the processes of a node see each other's.
  printf '{"UserId":"%s","AuthenticationMode":{"Type":"password","Passwords":[%s]}}' "$user" "$list" >"$work/input.json"
  patiently aws elasticache modify-user --cli-input-json "file://$work/input.json"
  rm -f "$work/input.json"
  for ((attempt = 1; ; attempt++)); do
    state_of "$user"
    [[ "$status" == active && "$kind" == password && "$count" == "$valid" ]] && break
    ((attempt < ATTEMPTS)) || fail "$service: the user $user is '$status', with authentication '$kind' and $count passwords"
    sleep "$PAUSE"
  done
  printf '%s: %s logs in with %s password(s)\n' "$service" "$user" "$valid"
}

for authorities in $AUTHORITIES; do
  if [[ -r "$authorities" ]]; then
    cp "$authorities" "$OUT_DIR/ca.pem"
    break
  fi
done
[[ -s "$OUT_DIR/ca.pem" ]] || fail "none of these is there: $AUTHORITIES"

shopt -s nullglob
while read -r service user; do
  [[ -n "$service" ]] || continue
  [[ "$service" =~ ^[a-z][a-z0-9-]*$ && "$user" =~ ^[a-z][a-z0-9-]*$ ]] || fail "'$service $user' is no service and user"
  set_passwords "$service" "$user"
done <<<"$USERS"
