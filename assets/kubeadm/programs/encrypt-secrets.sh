#!/usr/bin/env bash
# encrypt-secrets.sh [--dry-run | --count]: writes every Secret anew that another key than the first one of encryption.yaml encrypts, as etcd itself has it; nothing
# of what is in them is looked at. On a control plane, when every API server writes by that key: until then it ends with 75 and has changed nothing.
# --dry-run says what it would do; --count prints a line `<how many> <key>` for each key, `-` for what none encrypts.
set -Eeuo pipefail
umask 077
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

: "${LIMIT:=300}" "${TRIES:=3}"
NOT_YET=75
kubernetes=/etc/kubernetes
pki=$kubernetes/pki/etcd
socket=unix:///run/containerd/containerd.sock
# Of a value as etcd has it, so many bytes (a multiple of three, for base64) tell the key: `k8s:enc:secretbox:v1:<name>:`, and names are no longer than 24.
bytes=48

crictl_() { timeout --kill-after=10 "$LIMIT" crictl --runtime-endpoint "$socket" "$@"; }
kube() { timeout --kill-after=10 "$LIMIT" kubectl --kubeconfig "$kubernetes/admin.conf" --server "https://$address:6443" --request-timeout=60s "$@"; }

# What etcd holds is encrypted; more than its beginning is not kept.
count() {
  local container
  container=$(crictl_ ps --quiet --state Running --name '^etcd$' | head -n1)
  [[ -n $container ]] || { echo "No etcd runs on this host." >&2; return 1; }
  crictl_ exec "$container" etcdctl --endpoints=https://127.0.0.1:2379 --cacert="$pki/ca.crt" --cert="$pki/healthcheck-client.crt" --key="$pki/healthcheck-client.key" \
    --command-timeout="${LIMIT}s" get /registry/secrets/ --prefix -w json |
    { grep -oE "\"value\":\"[A-Za-z0-9+/]{$((bytes * 4 / 3))}" || true; } | cut -d'"' -f4 | base64 -d | tr '\n\0' '..' | fold -b -w "$bytes" |
    awk '{ key = "-" } match($0, /^k8s:enc:[a-z0-9]+:v[0-9]+:[^:]+:/) { split($0, part, ":"); key = part[5] } { many[key]++ } END { for (key in many) print many[key], key }' | sort -k 2
}

first_key() { sed -nE 's/^ *(- )?name: "?([A-Za-z0-9._-]+)"?$/\2/p' "$kubernetes/jangada/encryption.yaml" | head -n1; }

# everyone_writes_by KEY: as control planes say of themselves; one that has said nothing yet has not come so far.
everyone_writes_by() {
  local node nodes said
  nodes=$(kube get nodes -l node-role.kubernetes.io/control-plane -o name)
  said=$(kube -n kube-system get configmap jangada-encryption --ignore-not-found -o 'jsonpath={.data}' | tr -d '{}"' | tr ',' '\n')
  for node in $nodes; do
    if ! grep -Eq "^${node#node/}:$1( |\$)" <<<"$said"; then
      echo "The API server of ${node#node/} does not write by $1 yet."
      return 1
    fi
  done
}

others_than() { awk -v key="$1" '$2 != key { many += $1 } END { print many + 0 }' <<<"$2"; }

# What is changed, or goes, meanwhile is written by the new key, or is not there: it is no failure, and the count in the end tells.
rewrite() {
  local namespace
  for namespace in $(kube get secrets -A -o 'custom-columns=NAMESPACE:.metadata.namespace' --no-headers | sort -u); do
    kube -n "$namespace" get secrets -o json | kube replace -f - >/dev/null || true
  done
}

main() {
  local key counts left try
  if [[ ${1:-} == --count ]]; then
    count
    return
  fi
  address=$(sed -nE 's/^ *- --advertise-address=(.*)$/\1/p' "$kubernetes/manifests/kube-apiserver.yaml")
  key=$(first_key)
  [[ -n $key && -n $address ]] || { echo "It is no control plane, or has no key." >&2; return 1; }
  counts=$(count)
  left=$(others_than "$key" "$counts")
  ((left > 0)) || { echo "Every Secret is encrypted by $key."; return 0; }
  everyone_writes_by "$key" || return "$NOT_YET"
  if [[ ${1:-} == --dry-run ]]; then
    echo "Would write $left Secrets anew, which are to be encrypted by $key; now: ${counts//$'\n'/, }."
    return 0
  fi
  exec 9>/run/lock/jangada-encryption.lock
  flock -w "$LIMIT" 9
  for ((try = 1; try <= TRIES && left > 0; try++)); do
    rewrite
    left=$(others_than "$key" "$(count)")
  done
  ((left == 0)) || { echo "$left Secrets are still not encrypted by $key: what refuses them to be written?" >&2; return 1; }
  echo "Every Secret is encrypted by $key."
}

address=""
main "$@"
