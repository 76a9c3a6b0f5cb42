#!/usr/bin/env bash
# Has every node of a cache read its file of access lists again, until each has the newest and runs as it is told to. The kubelet brings a changed
# file into a pod only after a minute or two: what is not there yet is asked for again. Run again, it does the same.
#
# Reads   NODES        host:port of every node
#         MARKER       name of the user by which the newest file is known
#         GENERATION   of the pods' template, by which each node's own configuration is called
#         ATTEMPTS     how often each is asked, 150 if it is not set
#         PAUSE        seconds in between, 5 if it is not set
#         OUT_DIR      folder to leave ca.pem in, for who logs in next
#         CA, PASSWORDS, CLIENT   as ask.sh says
set -Eeuo pipefail
# shellcheck source=/dev/null
source "${BASH_SOURCE[0]%/*}/ask.sh"

ATTEMPTS="${ATTEMPTS:-150}"
PAUSE="${PAUSE:-5}"

# In `problem` why a node is not as it is to be; empty if it is.
look_at() {
  local answer
  answer="$(ask passwords "$1" ACL LOAD)"
  case "$answer" in
  OK) ;;
  "") problem="it does not answer" && return ;;
  *) problem="it does not take the file: ${answer%%$'\n'*}" && return ;;
  esac
  problem="it has an older file of access lists"
  grep -qxF "$MARKER" <<<"$(ask passwords "$1" ACL USERS)" || return 0
  problem="it still runs as it did before"
  grep -qE "^config_file:.*/$GENERATION\.conf\s*$" <<<"$(ask passwords "$1" INFO server)" || return 0
  problem=""
}

for node in $NODES; do
  for ((attempt = 1; ; attempt++)); do
    look_at "$node"
    [[ -n "$problem" ]] || break
    if ((attempt >= ATTEMPTS)); then
      printf '%s: %s\n' "$node" "$problem" >&2
      exit 1
    fi
    sleep "$PAUSE"
  done
  printf '%s has the access lists\n' "$node"
done
cp "$CA" "$OUT_DIR/ca.pem"
