#!/usr/bin/env bash
# What the API server reads beside its certificates, on a member. Sourced by run.sh.
# shellcheck disable=SC2034,SC2031 # Stages and the other parts read what is set here; what looks at differences does so in a shell of its own.
set -Eeuo pipefail

server_files() {
  local restart
  if [[ ! -d $PLACED/jangada ]]; then
    note "What the API server reads was not compared: it was not brought."
    if checking; then encrypt_secrets; fi
    return 0
  fi
  encryption_keys_in_order
  SERVER_CHANGED=no
  place_server_files
  restart=$SERVER_CHANGED
  if checking; then
    encrypt_secrets
    return 0
  fi
  if [[ $restart == yes ]]; then
    # It reads them when it starts.
    restart_pod kube-apiserver
    wait_until "$WAIT" "the API server answers" api_answers || fail "The API server does not come back with its new files, which were taken back; see its container's log."
  fi
  publish_encryption_keys
  encrypt_secrets
}

api_answers() { kubectl --kubeconfig "$KUBERNETES/admin.conf" --server "https://$NODE_ADDRESS:6443" --request-timeout=10s get --raw /readyz >/dev/null; }
