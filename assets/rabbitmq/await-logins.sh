#!/usr/bin/env bash
# Waits until users can log in to a broker with the passwords that they are to have. Whoever has no business with the management
# is told so by its HTTP API (401, "Not management user"), and whoever is not known or has another password is told that instead:
# so a user is tried without any right of an administrator's.
#
# Reads   MANAGEMENT_URL  of the management, such as https://host:15671; left out, it is enough that all the passwords are there
#         LOGINS_DIR      folder with one folder a user, each with the files username and password
#         ATTEMPTS        how often all of them are tried, 120 if it is not set
#         PAUSE           seconds between two times, 5 if it is not set
# Needs   curl, and certificate authorities that it finds by itself (or CURL_CA_BUNDLE): the server is always verified.
set -Eeuo pipefail
export LC_ALL=C

ATTEMPTS="${ATTEMPTS:-120}"
PAUSE="${PAUSE:-5}"

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# Whether the user of a folder logs in; else why not, in `answer`. curl is told everything on its standard input, by a builtin
# of the shell: no process has a password among its arguments.
logs_in() {
  local username password credentials
  username=$(<"$1/username")
  password=$(<"$1/password")
  credentials="$username:$password"
  credentials="${credentials//\\/\\\\}"
  credentials="${credentials//\"/\\\"}"
  answer=$(
    printf 'user = "%s"\nurl = "%s/api/whoami"\n' "$credentials" "$MANAGEMENT_URL" |
      curl --disable --noproxy '*' --proto '=https' --tlsv1.2 --silent --show-error \
        --connect-timeout 10 --max-time 30 --write-out ' %{http_code}' --config - 2>&1
  ) || true
  case "$answer" in
  *" 200") return 0 ;;
  *"Not management user"*" 401" | *"Not management user"*" 403") return 0 ;;
  *) return 1 ;;
  esac
}

shopt -s nullglob
waiting=("$LOGINS_DIR"/*/)
[[ "${#waiting[@]}" -gt 0 ]] || fail "no user is in $LOGINS_DIR"
for folder in "${waiting[@]}"; do
  for file in username password; do
    [[ -s "$folder$file" ]] || fail "$folder$file is missing or empty"
  done
done

if [[ -z "${MANAGEMENT_URL:-}" ]]; then
  printf '%s passwords are there\n' "${#waiting[@]}"
  exit 0
fi
[[ "$MANAGEMENT_URL" == https://* ]] || fail "MANAGEMENT_URL is '$MANAGEMENT_URL', which does not begin with https://"

for ((attempt = 1; attempt <= ATTEMPTS; attempt += 1)); do
  [[ "$attempt" -eq 1 ]] || sleep "$PAUSE"
  remaining=()
  for folder in "${waiting[@]}"; do
    if logs_in "${folder%/}"; then
      printf '%s logs in\n' "$(<"${folder}username")"
    else
      remaining+=("$folder")
    fi
  done
  if [[ "${#remaining[@]}" -eq 0 ]]; then
    printf 'done\n'
    exit 0
  fi
  waiting=("${remaining[@]}")
done
for folder in "${waiting[@]}"; do
  printf '%s does not log in\n' "$(<"${folder}username")" >&2
done
fail "the broker at $MANAGEMENT_URL says: $answer"
