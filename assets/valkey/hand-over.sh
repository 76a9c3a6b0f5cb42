#!/usr/bin/env bash
# Before a node goes: if it writes, takes no more writes, waits until a copy has all of them, and has the Sentinels make it the one that
# writes. Nothing that was acknowledged is lost by that. Never fails: where nobody can take over, the Sentinels decide once it is gone.
#
# Reads   SELF        host:port of this node
#         SENTINELS   host:port of every Sentinel; empty where there are none
#         ATTEMPTS    how often is looked, 40 if it is not set
#         PAUSE       seconds in between, 0.5 if it is not set
#         CA, PASSWORDS, CLIENT   as ask.sh says
set -Eeuo pipefail
# shellcheck source=/dev/null
source "${BASH_SOURCE[0]%/*}/ask.sh"

# Without a name that would have to be looked up.
LOCAL="localhost:${SELF##*:}"

ATTEMPTS="${ATTEMPTS:-40}"
PAUSE="${PAUSE:-0.5}"
# Milliseconds; longer than all attempts together.
PAUSED=60000

[[ -n "$SENTINELS" ]] || exit 0
role="$(ask sentinel "$LOCAL" ROLE)"
[[ "${role%%$'\n'*}" == master ]] || exit 0

# Whether some copy has all that this node has.
is_followed() {
  ask sentinel "$LOCAL" INFO replication | tr -d '\r' | awk -F: '
    $1 == "master_repl_offset" { own = $2 }
    /^slave[0-9]+:/ && /state=online/ { match($0, /offset=[0-9]+/); at[substr($0, RSTART + 7, RLENGTH - 7)] = 1 }
    END { exit !(own in at) }'
}

ask sentinel "$LOCAL" CLIENT PAUSE "$PAUSED" WRITE >/dev/null
asked=no
for ((attempt = 1; attempt <= ATTEMPTS; attempt++)); do
  if [[ "$asked" == no ]] && is_followed; then
    for sentinel in $SENTINELS; do
      [[ "$(ask default "$sentinel" SENTINEL FAILOVER cache)" == OK ]] || continue
      asked=yes
      break
    done
  fi
  writer="$(told_by "$SENTINELS")"
  if [[ -n "$writer" && "$writer" != "$SELF" ]]; then
    # Writes that wait are refused then, and not taken by a node that goes.
    ask sentinel "$LOCAL" REPLICAOF "${writer%:*}" "${writer##*:}" >/dev/null
    ask sentinel "$LOCAL" CLIENT UNPAUSE >/dev/null
    printf 'handed over to %s\n' "$writer"
    exit 0
  fi
  sleep "$PAUSE"
done
ask sentinel "$LOCAL" CLIENT UNPAUSE >/dev/null
printf 'nobody took over\n' >&2
