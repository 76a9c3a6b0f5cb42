#!/usr/bin/env bash
# The keys that encrypt Secrets, and how they turn: what one API server writes the others read, and nothing that a key encrypts outlives it. Sourced by run.sh.
# shellcheck disable=SC2034 # Stages and the other parts read what is set here.
set -Eeuo pipefail

keys_of() { sed -nE 's/^ *(- )?name: "?([A-Za-z0-9._-]+)"?$/\2/p' "$1"; }

# secret_of KEY FILE: for comparing alone.
secret_of() { awk -v key="$1" '{ gsub(/["-]/, " ") } $1 == "name:" { on = ($2 == key) } on && $1 == "secret:" { print $2 }' "$2"; }

# secrets_by_key: a line `<how many> <key>` for each key that etcd has Secrets of.
secrets_by_key() { bash "$HERE/programs/encrypt-secrets.sh" --count; }
NOT_TOLD="etcd does not tell by which keys Secrets are encrypted; see the stage's log."

# Refused before anything is written: a key that is to encrypt must be known to every API server before the first one writes by it, one that others are encrypted
# by must not leave, and a name means one key.
encryption_keys_in_order() {
  local brought=$PLACED/jangada/encryption.yaml mine=$KUBERNETES/jangada/encryption.yaml name
  [[ -s $brought && -f $mine ]] || return 0
  for name in $(keys_of "$mine"); do
    if ! keys_of "$brought" | grep -Fxq -- "$name"; then
      key_may_leave "$name"
    elif [[ "$(secret_of "$name" "$brought")" != "$(secret_of "$name" "$mine")" ]]; then
      fail "The key $name is another one than that by which Secrets were encrypted: $mine has that one. Bring it back into the state (docs/kubeadm.md, \"Keys that encrypt Secrets\")."
    fi
  done
  first_key_is_known "$(keys_of "$brought" | head -n1)" "$(keys_of "$mine" | head -n1)"
}

key_may_leave() {
  local counts many
  counts=$(secrets_by_key) || fail "$NOT_TOLD"
  many=$(awk -v key="$1" '$2 == key { print $1 }' <<<"$counts")
  [[ -z $many ]] || fail "The key $1 still encrypts $many Secrets, which nobody could read without it: put it behind the others again, apply, and take it away thereafter."
}

# first_key_is_known FIRST [NOW]: NOW is what this one writes by. Of a control plane that has said nothing yet, one that joins itself knows nothing either.
first_key_is_known() {
  local first=$1 pair others known
  [[ -n $first && $first != "${2:-}" ]] || return 0
  others=$(kube -n kube-system get configmap jangada-encryption --ignore-not-found -o 'jsonpath={.data}') || fail "The API server does not answer; see the stage's log."
  for pair in ${CONTROL_PLANES:-}; do
    known=$(tr -d '{}"' <<<"$others" | tr ',' '\n' | sed -n "s/^${pair%%=*}://p")
    [[ -n $known || -n ${2:-} ]] || continue
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

# While there are several, a key turns: the last control plane that begins to write by the first one has all Secrets written by it.
encrypt_secrets() {
  local keys first counts code=0
  keys=$(keys_of "$KUBERNETES/jangada/encryption.yaml")
  (($(wc -l <<<"$keys") > 1)) || return 0
  first=$(head -n1 <<<"$keys")
  counts=$(secrets_by_key) || fail "$NOT_TOLD"
  [[ -n "$(awk -v key="$first" '$2 != key' <<<"$counts")" ]] || return 0
  if checking; then
    changed "Secrets that $first does not encrypt"
    return 0
  fi
  bash "$HERE/programs/encrypt-secrets.sh" >&2 || code=$?
  case $code in
    0) changed "Secrets are encrypted by $first" ;;
    75) note "Secrets are written anew when every API server writes by $first." ;;
    *) fail "Not every Secret could be written anew by $first; see the stage's log." ;;
  esac
}
