#!/usr/bin/env bash
# Makes one logical database and one least-privilege role for each service on a PostgreSQL server, and sets the roles'
# passwords where they differ. Shows each kind of statement that changed something; run again, it changes nothing. Never
# drops anything.
#
# Reads   PGHOST, PGPORT, PGSSLMODE, PGSSLROOTCERT   libpq's own
#         ADMIN_DIR       folder with the files username and password of the administrator
#         SERVICES_DIR    folder with a folder for each service, named like it, holding a file password
#         SQL_DIR         folder with the SQL that belongs to this script
# Needs   psql, and no controlling terminal: with one, psql would ask there for passwords.
set -Eeuo pipefail

admin_user=$(cat "$ADMIN_DIR/username")
admin_password=$(cat "$ADMIN_DIR/password")

# Runs a file in a database as the administrator: run_sql DATABASE FILE SERVICE. Passwords are handed to psql in its
# environment and on standard input, never as arguments, which every process of the node could see.
run_sql() {
  PGDATABASE="$1" PGUSER="$admin_user" PGPASSWORD="$admin_password" \
    psql -X -t -A -v ON_ERROR_STOP=1 -v service="$3" -f "$SQL_DIR/$2"
}

logs_in() {
  PGDATABASE="$1" PGUSER="$1" PGPASSWORD="$2" psql -X -q -t -A -c 'SELECT 1' </dev/null >/dev/null 2>&1
}

ensure_service() {
  printf 'service %s\n' "$1"
  run_sql postgres service.sql "$1" </dev/null
  run_sql "$1" schema.sql "$1" </dev/null
  # The server tells no one whether a password is the right one; logging in does.
  if logs_in "$1" "$2"; then
    return
  fi
  # Shell builtins only: no process has the password among its arguments.
  printf '%s\n%s\n' "$2" "$2" | run_sql postgres password.sql "$1" >/dev/null
  printf 'password set\n'
  if ! logs_in "$1" "$2"; then
    printf 'service %s cannot log in with the password that was just set\n' "$1" >&2
    exit 1
  fi
}

run_sql postgres server.sql "" </dev/null
for directory in "$SERVICES_DIR"/*/; do
  ensure_service "$(basename -- "$directory")" "$(cat "$directory/password")"
done
printf 'done\n'
