#!/usr/bin/env bash
# Makes for each service on a PostgreSQL server a logical database, a role that owns what is in it, and the login role of one
# revision of the service's password, which becomes the owner whenever it logs in. Revision 1 of `orders` logs in as `orders`,
# revision 2 as `orders_2`, and so on: the revision before stays valid, older ones are shut. A service that is a principal logs in
# as `orders_token`, by tokens that the server takes in place of a password; then those with passwords are shut, and the other way
# round. Says what it changed; run again, it changes nothing. Drops no database, no object, and no role that owns anything.
#
# Reads   PGHOST, PGPORT, PGSSLMODE, PGSSLROOTCERT   libpq's own
#         ADMIN_DIR       folder with the files username and password of the administrator
#         SERVICES_DIR    folder with a folder for each service, named like it, holding a file password; not set: no service has one
#         PRINCIPALS      services without passwords, each with the security label of its principal (orders=<label>), with blanks between
#                         them; none if it is not set
#         LABEL_PROVIDER  the provider of such labels; none if it is not set
#         MONITORING_DIR  folder with the file password of the role `monitoring`, which reads figures; not set: there is none
#         REVISION        revision of these passwords, 1 if it is not set
#         RESERVED_NAMES  further names that no service can have, with blanks between them; none if it is not set
#         PLATFORM_ROLES  the roles that the server's platform brings, a regular expression; none if it is not set
#         ATTEMPTS        how often is tried what others are in the way of, 60 if it is not set
#         SQL_DIR         folder with the SQL that belongs to this script
# Needs   psql, and no controlling terminal: with one, psql would ask there for passwords.
set -Eeuo pipefail
# No folder, no service. Lengths are counted in bytes.
shopt -s nullglob
export LC_ALL=C PGCLIENTENCODING=UTF8 PGAPPNAME=jangada-services

# A name of PostgreSQL's has 63 bytes; the longest suffix is `_owner`, or a revision of as many digits.
MAX_NAME=57
# Beside what begins with pg_: PostgreSQL's own, and what else is told.
RESERVED=" none public postgres template0 template1 ${RESERVED_NAMES:-}"
# Of no role: every one has a name.
PLATFORM_ROLES="${PLATFORM_ROLES:-^$}"
SERVICES_DIR="${SERVICES_DIR:-}"
PRINCIPALS="${PRINCIPALS:-}"
LABEL_PROVIDER="${LABEL_PROVIDER:-}"
MONITORING_DIR="${MONITORING_DIR:-}"
[[ -z "$MONITORING_DIR" ]] || RESERVED+=" monitoring"
ATTEMPTS="${ATTEMPTS:-60}"
REVISION="${REVISION:-1}"
# What PostgreSQL says when somebody else was faster, by the codes of its appendix A (the words are in the server's language, and
# differ between versions): serialization failures and deadlocks (class 40); a lock that is held (55P03), or an object in use (55006,
# 55000); what was dropped meanwhile, or is still needed, or was made by another run of this script (42P01 to 23505); and XX000,
# which is all that "tuple concurrently updated", "could not open relation" and "cache lookup failed" have.
MOVED='40[0-9A-Z]{3}|55P03|55006|55000|42P01|42703|42704|42883|3D000|3F000|2BP01|42710|42P04|42P06|42P07|23505|XX000'

fail() {
  printf '%s\n' "$1" >&2
  exit 1
}

# The whole of a file, in `content`; what a shell variable, a line or a password cannot hold is refused, not cut off.
read_secret() {
  [[ -f "$1" && -r "$1" ]] || fail "$2 is missing"
  local bytes
  bytes=$(wc -c <"$1")
  { content=$(<"$1"); } 2>/dev/null
  [[ "$bytes" -gt 0 ]] || fail "$2 is empty"
  [[ "${#content}" -eq "$bytes" && ! "$content" =~ [[:cntrl:]] ]] ||
    fail "$2 holds a line break or another control character: what is given to others would not be what is set here"
}

# Runs a file in a database as the administrator: psql_as_admin DATABASE FILE, for `service`. Passwords are handed to psql in its
# environment and on standard input, never as arguments, which every process of the node could see. It waits
# for no table longer than for a moment: others would wait behind it, and after a second (deadlock_timeout) one of them might
# be chosen to fail.
psql_as_admin() {
  local database="$1" file="$2"
  shift 2
  PGDATABASE="$database" PGUSER="$admin_user" PGPASSWORD="$admin_password" PGOPTIONS="-c lock_timeout=200ms" \
    psql -X -t -A -v ON_ERROR_STOP=1 -v VERBOSITY=verbose -v service="$service" -v owner="$owner" -v login="$login" \
    -v revision="$REVISION" -v platform="$PLATFORM_ROLES" -v provider="$LABEL_PROVIDER" -v label="$label" "$@" -f "$SQL_DIR/$file"
}

# The same, again while it only says that others were in the way: applications work meanwhile, and a second run may, too. Leaves
# what psql wrote in `output` and `errors`. A file is one transaction, or each of its statements looks first at what there is:
# nothing is left half done. With a text on standard input: run_with TEXT DATABASE FILE.
run_with() {
  local input="$1" attempt both status newline=$'\n' separator=$'\x1f'
  local moved="${newline}psql:[^${newline}]*:[0-9]+: [^:${newline}]*:  ($MOVED): "
  shift
  for ((attempt = 1; ; attempt += 1)); do
    status=0
    # A builtin of the shell writes the text: no process has it among its arguments.
    both=$(
      { output=$(printf '%s' "$input" | psql_as_admin "$@") || status=$?; } 2>&1
      printf '%s%s' "$separator" "$output"
      exit "$status"
    ) || status=$?
    output="${both#*"$separator"}"
    errors="$newline${both%%"$separator"*}"
    # Where in PostgreSQL's source something was said is of no use to anyone.
    while [[ "$errors" =~ ${newline}LOCATION:[^${newline}]* ]]; do errors="${errors/"${BASH_REMATCH[0]}"/}"; done
    if [[ "$status" -eq 0 || "$attempt" -ge "$ATTEMPTS" || ! "$errors" =~ $moved ]]; then break; fi
    sleep 0.5
  done
  errors="${errors#"$newline"}"
  errors="${errors%"$newline"}"
  return "$status"
}

run_sql() {
  local output errors
  run_with "" "$@" || fail "$errors"
  [[ -z "$output" ]] || printf '%s\n' "$output"
  [[ -z "$errors" ]] || printf '%s\n' "$errors" >&2
}

# Says what stands in the way of a service, if anything does: problems DATABASE FILE.
problems() {
  local output errors line
  run_with "" "$1" "$2" || fail "$errors"
  [[ -n "$output" ]] || return 0
  # No here-string: the pod's root is read-only, and a long one needs a file.
  printf '%s\n' "$output" | while IFS= read -r line; do
    printf 'service %s: %s\n' "$service" "$line" >&2
  done
  return 1
}

# Who one is after logging in with a password: log_in PASSWORD [DATABASE].
log_in() {
  PGDATABASE="${2:-$service}" PGUSER="$login" PGPASSWORD="$1" psql -X -q -t -A -c 'SELECT current_user' </dev/null
}

# name_roles SERVICE [LABEL]
name_roles() {
  service="$1"
  owner="${service}_owner"
  login="$service"
  label=""
  if [[ -n "${2:-}" ]]; then
    login="${service}_token"
    label="$2"
  elif [[ "$REVISION" != 1 ]]; then
    login="${service}_${REVISION}"
  fi
}

# What is the same, however the service logs in.
ensure_database() {
  printf 'service %s, as %s\n' "$service" "$login"
  run_sql postgres owner.sql -1
  run_sql postgres database.sql
  run_sql "$service" schema.sql -1
  problems "$service" carry.sql
}

# Only the principal itself gets a token with which to log in: what there is, is looked at instead.
ensure_principal() {
  ensure_database
  run_sql "$service" principal.sql -1
  problems "$service" verify-principal.sql
  run_sql "$service" retire.sql
}

ensure_service() {
  local password output errors who
  read_secret "$SERVICES_DIR/$service/password" "the password of the service $service"
  password="$content"
  ensure_database
  run_sql "$service" login.sql -1
  # The server tells no one whether a password is the right one; logging in does.
  if ! log_in "$password" >/dev/null 2>&1; then
    # What psql says are its questions, if it succeeds.
    run_with "$password"$'\n'"$password"$'\n' postgres password.sql || fail "$errors"
    printf 'password set\n'
  fi
  who=$(log_in "$password") || fail "service $service: $login cannot log in with the password that was just set"
  [[ "$who" == "$owner" ]] || fail "service $service: $login becomes $who when it logs in, not $owner"
  problems "$service" verify.sql
  run_sql "$service" retire.sql
}

# The role that reads figures: it has no database of its own.
ensure_monitoring() {
  local password output errors
  service=monitoring owner=monitoring login=monitoring label=""
  printf 'figures, as %s\n' "$login"
  read_secret "$MONITORING_DIR/password" "the password of the role monitoring"
  password="$content"
  run_sql postgres monitoring.sql -1
  if ! log_in "$password" postgres >/dev/null 2>&1; then
    run_with "$password"$'\n'"$password"$'\n' postgres password.sql || fail "$errors"
    printf 'password set\n'
  fi
  log_in "$password" postgres >/dev/null || fail "monitoring cannot log in with the password that was just set"
}

[[ "$REVISION" =~ ^[1-9][0-9]{0,4}$ ]] || fail "REVISION is '$REVISION', not a number from 1 on"
read_secret "$ADMIN_DIR/username" "the administrator's name"
admin_user="$content"
read_secret "$ADMIN_DIR/password" "the administrator's password"
admin_password="$content"

# Everything that is wrong is told at once, before anything is changed.
refused=0
services=()
principals=()

can_be_called() {
  if [[ "$1" =~ [[:cntrl:]] || "${#1}" -gt "$MAX_NAME" || "$1" =~ _(owner|token|[0-9]+)$ || "$1" =~ ^pg_ ||
    ("$1" == *_* && "$1" =~ $PLATFORM_ROLES) || "$RESERVED $admin_user " == *" $1 "* ]]; then
    printf 'no service can be called %q\n' "$1" >&2
    return 1
  fi
}

for directory in ${SERVICES_DIR:+"$SERVICES_DIR"/*/}; do
  name="${directory%/}"
  name="${name##*/}"
  can_be_called "$name" || { refused=1 && continue; }
  name_roles "$name"
  (read_secret "$SERVICES_DIR/$name/password" "the password of the service $name") || refused=1
  problems postgres check.sql || refused=1
  services+=("$name")
done
set -f
for entry in $PRINCIPALS; do
  name="${entry%%=*}"
  can_be_called "$name" || { refused=1 && continue; }
  if [[ -z "$LABEL_PROVIDER" || ! "$entry" =~ ^[^=]+=[A-Za-z0-9,=_.:-]+$ ]]; then
    printf 'service %s: there is no label of a principal\n' "$name" >&2
    refused=1
    continue
  fi
  if [[ " ${services[*]-} ${principals[*]-} " == *" $name"[\ =]* ]]; then
    printf 'service %s: it is named twice\n' "$name" >&2
    refused=1
    continue
  fi
  name_roles "$name" "${entry#*=}"
  problems postgres check.sql || refused=1
  principals+=("$entry")
done
set +f
if [[ -n "$MONITORING_DIR" ]]; then
  (read_secret "$MONITORING_DIR/password" "the password of the role monitoring") || refused=1
fi
[[ "$refused" -eq 0 ]] || fail "nothing was changed"

name_roles ""
run_sql postgres server.sql
for name in ${services[@]+"${services[@]}"}; do
  name_roles "$name"
  ensure_service
done
for entry in ${principals[@]+"${principals[@]}"}; do
  name_roles "${entry%%=*}" "${entry#*=}"
  ensure_principal
done
[[ -z "$MONITORING_DIR" ]] || ensure_monitoring
[[ "${#services[@]}" -gt 0 || "${#principals[@]}" -gt 0 ]] || printf 'there are no services\n'
printf 'done\n'
