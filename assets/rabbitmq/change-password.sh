#!/usr/bin/env bash
# Gives a broker's administrator another password, over the HTTP API of RabbitMQ's management: the first one, which others may
# know, is dead afterwards. Both stand in the secret store before this begins, so that neither is ever lost; run again, or killed
# at any moment and run again, it finds out how far it came. Says what it changed.
#
# Reads   MANAGEMENT_URL  of the management, such as https://host:443
#         FIRST_DIR       folder with the files username and password: what the administrator began with
#         NEW_DIR         the same with what is wanted; the username is the same
#         ATTEMPTS        how often is tried what the broker does not answer, 60 if it is not set
#         PAUSE           seconds between two of them, 5 if it is not set
# Needs   curl, and certificate authorities that it finds by itself (or CURL_CA_BUNDLE): the server is always verified.
set -Eeuo pipefail
export LC_ALL=C

ATTEMPTS="${ATTEMPTS:-60}"
PAUSE="${PAUSE:-5}"
# How often in a row both passwords are refused before that is believed: a broker that starts knows its users a little later.
REFUSALS=6

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# The whole of a file, in `content`; what no line holds is refused, not cut off.
read_secret() {
  [[ -f "$1" && -r "$1" ]] || fail "$2 is missing"
  local bytes
  bytes=$(wc -c <"$1")
  { content=$(<"$1"); } 2>/dev/null
  [[ "$bytes" -gt 0 ]] || fail "$2 is empty"
  [[ "${#content}" -eq "$bytes" && ! "$content" =~ [[:cntrl:]] ]] ||
    fail "$2 holds a line break or another control character: what is given to others would not be what is set here"
}

# A text between double quotes: of JSON, and of curl's configuration, which escape these two alike.
quote() {
  local text="${1//\\/\\\\}"
  quoted="\"${text//\"/\\\"}\""
}

# Asks the management as the administrator: request PASSWORD METHOD PATH [BODY]. Leaves the HTTP status in `status`, 000 where
# there was no answer, and what curl said in `said`. curl is told everything on its standard input, by a builtin of the shell:
# no process has a password among its arguments.
request() {
  local configuration quoted both
  quote "$username:$1"
  configuration="user = $quoted"$'\n'
  quote "$MANAGEMENT_URL$3"
  configuration+="url = $quoted"$'\n'"request = $2"$'\n'
  if [[ $# -gt 3 ]]; then
    quote "$4"
    configuration+="data = $quoted"$'\n''header = "content-type: application/json"'$'\n'
  fi
  # Neither a file of the user's nor a proxy has a say: the password goes to the broker alone.
  both=$(
    printf '%s' "$configuration" | curl --disable --noproxy '*' --proto '=https' --tlsv1.2 --silent --show-error \
      --connect-timeout 10 --max-time 30 --output /dev/null --write-out 'status=%{http_code}' --config - 2>&1
  ) || true
  status="${both##*status=}"
  said="${both%status=*}"
  [[ "$status" =~ ^[0-9]{3}$ ]] || status=000
}

# Whether the administrator logs in with a password: 200, or 401 if not.
log_in() {
  request "$1" GET /api/whoami
}

change() {
  local quoted
  quote "$new_password"
  # The management asks for the tags with every change: these make an administrator.
  request "$first_password" PUT "/api/users/$username" "{\"password\":$quoted,\"tags\":\"administrator\"}"
}

[[ "${MANAGEMENT_URL:-}" == https://* ]] || fail "MANAGEMENT_URL is '${MANAGEMENT_URL:-}', which does not begin with https://"
read_secret "$FIRST_DIR/username" "the administrator's name"
username="$content"
read_secret "$FIRST_DIR/password" "the first password"
first_password="$content"
read_secret "$NEW_DIR/username" "the administrator's name beside the new password"
[[ "$content" == "$username" ]] || fail "the new password is that of another user"
read_secret "$NEW_DIR/password" "the new password"
new_password="$content"
[[ "$username" =~ ^[A-Za-z0-9._~-]+$ ]] || fail "the administrator's name has other characters than letters, digits and -._~"
[[ "$username" != "guest" ]] || fail "guest is no administrator that stays"
[[ "$new_password" != "$first_password" ]] || fail "the new password is the first one"

refused=0
for ((attempt = 1; attempt <= ATTEMPTS; attempt += 1)); do
  [[ "$attempt" -eq 1 ]] || sleep "$PAUSE"
  log_in "$new_password"
  if [[ "$status" == 200 ]]; then
    # As long as the first one is taken, too (a node that has not heard yet), nothing is won.
    log_in "$first_password"
    if [[ "$status" == 401 ]]; then
      printf 'the first password of %s is refused, the new one is taken\ndone\n' "$username"
      exit 0
    fi
    continue
  fi
  [[ "$status" == 401 ]] || continue
  change
  if [[ "$status" == 401 || "$status" == 403 ]]; then
    # Neither: or somebody else, this script among them, has changed it between the two questions.
    refused=$((refused + 1))
    [[ "$refused" -lt "$REFUSALS" ]] || fail "the broker refuses $username with either password: somebody has given it a third one. Set it to the one in the secret store, or remove that secret and give the administrator its first password again."
    continue
  fi
  refused=0
  [[ "$status" != 20[0-9] ]] || printf 'password of %s changed\n' "$username"
done
fail "the broker at $MANAGEMENT_URL did not do as it was told (last HTTP status $status). $said"
