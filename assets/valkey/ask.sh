#!/usr/bin/env bash
# Functions of the scripts beside it: talking to servers and Sentinels, over TLS whose certificate is verified. Read by `source`.
#
# Reads   CA          file with the authority of the servers' certificates
#         PASSWORDS   folder with a file for each internal user, named like it
#         CLIENT      valkey-cli if it is not set
set -Eeuo pipefail
export LC_ALL=C

CLIENT="${CLIENT:-valkey-cli}"

# What a server or a Sentinel at host:port answers to a command, a line for each part; nothing if it does not answer within 3 seconds.
# `ask sentinel host:port ROLE`; Sentinels have one user, `default`, with the password of `sentinel`. Never a password in an argument.
ask() {
  local user="$1" address="$2" password
  shift 2
  password="$(<"$PASSWORDS/${user/default/sentinel}")"
  REDISCLI_AUTH="$password" VALKEYCLI_AUTH="$password" timeout 3 "$CLIENT" --tls --cacert "$CA" --raw --no-auth-warning \
    --user "$user" -h "${address%:*}" -p "${address##*:}" "$@" 2>/dev/null || true
}

# Of an answer to ROLE: host:port of the node that is followed. Nothing of the one that writes.
followed() {
  local lines
  mapfile -t lines
  [[ "${lines[0]:-}" == slave && -n "${lines[1]:-}" ]] && printf '%s:%s\n' "${lines[1]}" "${lines[2]}"
  return 0
}

# host:port of the node that writes, as the first Sentinel says that answers. Nothing if none does.
# `told_by "host:port host:port"`
told_by() {
  local address lines
  for address in $1; do
    mapfile -t lines < <(ask default "$address" SENTINEL GET-MASTER-ADDR-BY-NAME cache)
    if [[ "${lines[1]:-}" =~ ^[0-9]+$ ]]; then
      printf '%s:%s\n' "${lines[0]}" "${lines[1]}"
      return 0
    fi
  done
  return 0
}

# host:port of the node that writes, as the nodes say themselves: one that does, else the one that a copy follows. Nothing if none answers.
told_by_nodes() {
  local address role named=""
  for address in $1; do
    role="$(ask sentinel "$address" ROLE)"
    if [[ "${role%%$'\n'*}" == master ]]; then
      printf '%s\n' "$address"
      return 0
    fi
    named="${named:-$(followed <<<"$role")}"
  done
  printf '%s' "${named:+$named$'\n'}"
}
