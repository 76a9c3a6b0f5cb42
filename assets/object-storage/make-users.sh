#!/usr/bin/env bash
# Tells MinIO who may log in and what each may do, and takes away whoever is not among them, with every key that they made. The same again
# changes nothing.
#
# Reads   SERVER         of MinIO, such as https://host
#         ADMIN_DIR      folder with the files username and password: whoever may make users
#         LOGINS_DIR     folder with one folder a key, each with the files username and password; there may be none. A username is the name
#                        of a user and the number of its key: <user>.<number>
#         POLICIES_DIR   folder with <user>.json for each user: what it may do
#         MC_CONFIG_DIR  folder that the client may write to, of nobody else's
#         ATTEMPTS       how often each request is tried, 120 if it is not set
#         PAUSE          seconds between two times, 5 if it is not set
# Needs   mc, and certificate authorities that it finds by itself (or SSL_CERT_FILE): the server is always verified.
set -Eeuo pipefail
export LC_ALL=C
umask 077

ATTEMPTS="${ATTEMPTS:-120}"
PAUSE="${PAUSE:-5}"

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# A text as JSON has it within quotes. Keys are printable.
quoted() {
  local text="${1//\\/\\\\}"
  printf '%s' "${text//\"/\\\"}"
}

# Tries until it is done: what it is for, what stands on its standard input, then arguments of the client. `answer` is what it said. Keys stand
# on standard input and in the client's own file: no process has one among its arguments. The client never answers in JSON where keys go
# in, which would tell them.
ask() {
  local what="$1" input="$2" attempt
  shift 2
  for ((attempt = 1; attempt <= ATTEMPTS; attempt += 1)); do
    [[ "$attempt" -eq 1 ]] || sleep "$PAUSE"
    if answer=$(printf '%s' "$input" | timeout 60 mc --quiet "$@" 2>&1); then return 0; fi
  done
  fail "$what: ${answer:0:600}"
}

# The values of one field of the client's answer, a line each. Names have nothing that JSON would write otherwise.
field() {
  local line
  while IFS= read -r line; do
    if [[ "$line" =~ \"$1\":\"([^\"]*)\" ]]; then printf '%s\n' "${BASH_REMATCH[1]}"; fi
  done <<<"$answer"
}

[[ "$SERVER" == https://* ]] || fail "SERVER is '$SERVER', which does not begin with https://"
shopt -s nullglob
logins=("$LOGINS_DIR"/*/)
policies=("$POLICIES_DIR"/*.json)
for folder in "$ADMIN_DIR/" "${logins[@]}"; do
  for file in username password; do
    [[ -s "$folder$file" ]] || fail "$folder$file is missing or empty"
  done
done

mkdir -p "$MC_CONFIG_DIR"
printf '{"version":"10","aliases":{"store":{"url":"%s","accessKey":"%s","secretKey":"%s","api":"S3v4","path":"on"}}}\n' \
  "$(quoted "$SERVER")" "$(quoted "$(<"$ADMIN_DIR/username")")" "$(quoted "$(<"$ADMIN_DIR/password")")" >"$MC_CONFIG_DIR/config.json"

declare -A wanted=()
for policy in "${policies[@]}"; do
  user="${policy##*/}"
  user="${user%.json}"
  wanted["$user"]=yes
  ask "what $user may do" "" admin policy create store "$user" "$policy"
done

for folder in "${logins[@]}"; do
  name=$(<"${folder}username")
  user="${name%.*}"
  [[ -n "${wanted["$user"]:-}" ]] || fail "$name may log in, and nothing says what it may do"
  ask "the key $name" "$name"$'\n'"$(<"${folder}password")"$'\n' admin user add store
  wanted["$name"]=yes
  ask "what $name may do" "" --json admin user info store "$name"
  if [[ "$(field policyName)" != "$user" ]]; then
    ask "what $name may do" "" admin policy attach store "$user" --user "$name"
  fi
  printf '%s may log in\n' "$name"
done

ask "who may log in" "" --json admin user list store
mapfile -t known < <(field accessKey)
for name in "${known[@]}"; do
  [[ -z "${wanted["$name"]:-}" ]] || continue
  ask "the key $name, which is to go" "" admin user remove store "$name"
  printf '%s may no longer log in\n' "$name"
done

# MinIO's own have no dots in their names.
ask "what users may do" "" --json admin policy list store
mapfile -t known < <(field policy)
for name in "${known[@]}"; do
  [[ "$name" == *.* && -z "${wanted["$name"]:-}" ]] || continue
  ask "what $name might do" "" admin policy remove store "$name"
done
printf 'done\n'
