#!/usr/bin/env bash
# Writes a Sentinel's configuration and becomes it. It watches whom the other Sentinels name, else whom the nodes name; before any of them
# answers, it waits, and then watches the first node. Sentinels know each other and the nodes from the start, and keep their identities: one that is
# made again is the same one, or each would count until a majority is out of reach.
#
# Reads   CONFIG      file of what all Sentinels have alike, up to whom they watch
#         WATCH       file of how they watch
#         SELF        host:port at which the others find this one
#         SENTINELS   host:port of every Sentinel
#         NODES       host:port of every node
#         QUORUM      how many must agree that a node is gone
#         DATA        folder of its own file, which it writes what it learns to
#         ATTEMPTS    how often is asked who writes, 60 if it is not set
#         PAUSE       seconds in between, 1 if it is not set
#         SERVER      valkey-server if it is not set
#         CA, PASSWORDS, CLIENT   as ask.sh says
set -Eeuo pipefail
umask 077
# shellcheck source=/dev/null
source "${BASH_SOURCE[0]%/*}/ask.sh"

SERVER="${SERVER:-valkey-server}"
ATTEMPTS="${ATTEMPTS:-60}"
PAUSE="${PAUSE:-1}"

own="$DATA/sentinel.conf"
identity() { printf '%s' "$1" | sha1sum | cut -d ' ' -f 1; }

if [[ ! -s "$own" ]]; then
  others="$(tr ' ' '\n' <<<"$SENTINELS" | grep -vxF "$SELF" | paste -sd ' ' || true)"
  writer=""
  for ((attempt = 1; attempt <= ATTEMPTS; attempt++)); do
    writer="$(told_by "$others")"
    [[ -n "$writer" ]] || writer="$(told_by_nodes "$NODES")"
    [[ " $NODES " == *" $writer "* ]] && break
    writer=""
    sleep "$PAUSE"
  done
  writer="${writer:-${NODES%% *}}"
  password="$(<"$PASSWORDS/sentinel")"
  {
    cat "$CONFIG"
    printf 'requirepass "%s"\nsentinel sentinel-pass "%s"\n' "$password" "$password"
    printf 'sentinel announce-ip %s\nsentinel announce-port %s\n' "${SELF%:*}" "${SELF##*:}"
    printf 'sentinel myid %s\n' "$(identity "$SELF")"
    printf 'sentinel monitor cache %s %s %s\n' "${writer%:*}" "${writer##*:}" "$QUORUM"
    cat "$WATCH"
    printf 'sentinel auth-pass cache %s\n' "$password"
    for node in $NODES; do
      [[ "$node" == "$writer" ]] || printf 'sentinel known-replica cache %s %s\n' "${node%:*}" "${node##*:}"
    done
    for other in $others; do
      printf 'sentinel known-sentinel cache %s %s %s\n' "${other%:*}" "${other##*:}" "$(identity "$other")"
    done
  } >"$own.new"
  mv "$own.new" "$own"
  printf 'watches %s\n' "$writer"
fi
# As old as this start: by it is known whether the certificate is a newer one.
touch "$DATA/started"
exec "$SERVER" "$own" --sentinel
