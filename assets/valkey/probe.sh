#!/usr/bin/env bash
# Asks the server or the Sentinel of this pod how it is. `probe.sh alive`: it answers. `probe.sh ready`: it writes, or follows the one that does.
# `probe.sh watches`: a Sentinel that answers, and whose certificate is the one that is mounted (a Sentinel reads it at its start alone).
#
# Reads   SELF        host:port
#         STARTED     of a Sentinel: a file that is as old as its start
#         CA, PASSWORDS, CLIENT   as ask.sh says
set -Eeuo pipefail
# shellcheck source=/dev/null
source "${BASH_SOURCE[0]%/*}/ask.sh"

# Without a name that would have to be looked up.
LOCAL="localhost:${SELF##*:}"

case "${1:-}" in
alive) [[ "$(ask sentinel "$LOCAL" PING)" == @(PONG|LOADING*|MASTERDOWN*|BUSY*) ]] ;;
ready)
  mapfile -t role < <(ask sentinel "$LOCAL" ROLE)
  [[ "${role[0]:-}" == master || ("${role[0]:-}" == slave && "${role[3]:-}" == connected) ]]
  ;;
watches) [[ "$(ask default "$LOCAL" PING)" == PONG && ! "$CA" -nt "$STARTED" ]] ;;
*)
  printf 'alive, ready or watches?\n' >&2
  exit 2
  ;;
esac
