#!/usr/bin/env bash
# What the API server reads beside its certificates, on a member, and the keys that encrypt Secrets. Sourced by run.sh.
# shellcheck disable=SC2034,SC2031 # Stages and the other parts read what is set here; what looks at differences does so in a shell of its own.
set -Eeuo pipefail

# A key that is to encrypt must be known to every API server before the first one writes by it: what one writes the others read.
server_files() {
  local restart
  if [[ ! -d $PLACED/jangada ]]; then
    note "What the API server reads was not compared: it was not brought."
    return 0
  fi
  encryption_keys_in_order
  SERVER_CHANGED=no
  place_server_files
  restart=$SERVER_CHANGED
  checking && return 0
  if [[ $restart == yes ]]; then
    # It reads them when it starts.
    restart_pod kube-apiserver
    wait_until "$WAIT" "the API server answers" api_answers || fail "The API server does not come back with its new files, which were taken back; see its container's log."
  fi
  publish_encryption_keys
}

keys_of() { sed -nE 's/^ *(- )?name: "?([A-Za-z0-9._-]+)"?$/\2/p' "$1"; }

encryption_keys_in_order() {
  local first pair others known
  first=$(keys_of "$PLACED/jangada/encryption.yaml" | head -n1)
  [[ -n $first && -f $KUBERNETES/jangada/encryption.yaml ]] || return 0
  [[ $first != "$(keys_of "$KUBERNETES/jangada/encryption.yaml" | head -n1)" ]] || return 0
  others=$(kube -n kube-system get configmap jangada-encryption --ignore-not-found -o 'jsonpath={.data}') || fail "The API server does not answer; see the stage's log."
  for pair in ${CONTROL_PLANES:-}; do
    known=$(tr -d '{}"' <<<"$others" | tr ',' '\n' | sed -n "s/^${pair%%=*}://p")
    [[ " $known " == *" $first "* ]] ||
      fail "The key $first would encrypt before the API server of ${pair%%=*} can read it: put it behind the others first, apply, and then before them."
  done
}

# Names alone.
publish_encryption_keys() {
  local mine now
  mine=$(keys_of "$KUBERNETES/jangada/encryption.yaml" | tr '\n' ' ')
  now=$(kube -n kube-system get configmap jangada-encryption --ignore-not-found -o "jsonpath={.data.$NODE_NAME}") || return 0
  [[ $now != "${mine% }" ]] || return 0
  printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"jangada-encryption","namespace":"kube-system"}}' | kube create -f - >/dev/null 2>&1 || true
  retry_here kube -n kube-system patch configmap jangada-encryption -p "{\"data\":{\"$NODE_NAME\":\"${mine% }\"}}" >&2
}

api_answers() { kubectl --kubeconfig "$KUBERNETES/admin.conf" --server "https://$NODE_ADDRESS:6443" --request-timeout=10s get --raw /readyz >/dev/null; }
