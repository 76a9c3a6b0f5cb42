#!/usr/bin/env bash
# Writes a node's configuration and becomes the server. It follows whom the Sentinels name, else whom another node names, else whom it
# followed before, else the first of the list; if that is itself, it writes.
#
# Reads   CONFIG       file of what all nodes have alike
#         GENERATION   of the pod's template: the file that the server tells as its own is called so
#         SELF         host:port at which the others find this node
#         NODES        host:port of every node
#         SENTINELS    host:port of every Sentinel; empty where there are none
#         KEEPS        `yes` if what it holds outlives it
#         DATA         folder of the server's own files
#         ATTEMPTS     how often a node that has lost everything asks whether another one has taken over, 15 if it is not set
#         PAUSE        seconds in between, 1 if it is not set
#         SERVER       valkey-server if it is not set
#         CA, PASSWORDS, CLIENT   as ask.sh says
set -Eeuo pipefail
umask 077
# shellcheck source=/dev/null
source "${BASH_SOURCE[0]%/*}/ask.sh"

SERVER="${SERVER:-valkey-server}"
ATTEMPTS="${ATTEMPTS:-15}"
PAUSE="${PAUSE:-1}"

others="$(tr ' ' '\n' <<<"$NODES" | grep -vxF "$SELF" | paste -sd ' ' || true)"
mkdir -p "$DATA/configuration"
shopt -s nullglob
earlier=("$DATA"/configuration/*.conf)

# Whom this node followed when it last ran; itself if it wrote; nothing if it never ran.
remembered() {
  ((${#earlier[@]} > 0)) || return 0
  local line
  line="$(grep -hE '^(replicaof|slaveof) ' "${earlier[@]}" | tail -n 1 | tr -d '"' || true)"
  if [[ -z "$line" ]]; then printf '%s\n' "$SELF"; else awk '{ print $2 ":" $3 }' <<<"$line"; fi
}

writer="$(told_by "$SENTINELS")"
if [[ "$writer" == "$SELF" && "$KEEPS" != yes && -n "$others" ]]; then
  # Copies would throw away what they hold for the nothing that this node has: another one takes over first.
  for ((attempt = 1; attempt <= ATTEMPTS; attempt++)); do
    sleep "$PAUSE"
    writer="$(told_by "$SENTINELS")"
    [[ "$writer" == "$SELF" ]] || break
  done
fi
[[ -n "$writer" || -z "$others" ]] || writer="$(told_by_nodes "$others")"
[[ -n "$writer" ]] || writer="$(remembered)"
# Of a node that there is not any more, where there were more of them.
[[ " $NODES " == *" $writer "* ]] || writer="${NODES%% *}"

own="$DATA/configuration/$GENERATION.conf"
{
  cat "$CONFIG"
  printf 'masterauth "%s"\n' "$(<"$PASSWORDS/replication")"
  printf 'replica-announce-ip %s\nreplica-announce-port %s\n' "${SELF%:*}" "${SELF##*:}"
  if [[ "$writer" != "$SELF" ]]; then printf 'replicaof %s %s\n' "${writer%:*}" "${writer##*:}"; fi
} >"$own.new"
rm -f "${earlier[@]}"
mv "$own.new" "$own"
if [[ "$writer" == "$SELF" ]]; then printf 'this node writes\n'; else printf 'this node follows %s\n' "$writer"; fi
exec "$SERVER" "$own"
