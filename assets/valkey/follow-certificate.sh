#!/usr/bin/env bash
# Beside a server: has it read its certificate again whenever another one is mounted. A server reads it at its start alone, and certificates are
# renewed long before they end.
#
# Reads   SELF        host:port of the server
#         TLS         folder with tls.crt, tls.key and ca.crt
#         PAUSE       seconds between two looks, 60 if it is not set
#         CA, PASSWORDS, CLIENT   as ask.sh says
set -Eeuo pipefail
# shellcheck source=/dev/null
source "${BASH_SOURCE[0]%/*}/ask.sh"

# Without a name that would have to be looked up.
LOCAL="localhost:${SELF##*:}"

PAUSE="${PAUSE:-60}"
trap 'exit 0' TERM INT

read_again() {
  local answer
  answer="$(ask passwords "$LOCAL" CONFIG SET tls-cert-file "$TLS/tls.crt" tls-key-file "$TLS/tls.key" tls-ca-cert-file "$TLS/ca.crt")"
  [[ "$answer" == OK ]]
}

known=""
while true; do
  mounted="$(cat "$TLS/tls.crt" "$TLS/ca.crt" | sha1sum)"
  if [[ "$mounted" != "$known" ]]; then
    # The first time, too: it may have been changed before this began to look.
    if read_again; then
      known="$mounted"
      printf 'the certificate was read\n'
    else
      printf 'the server does not take the certificate yet\n' >&2
    fi
  fi
  sleep "$PAUSE" &
  wait "$!"
done
