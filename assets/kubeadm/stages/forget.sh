#!/usr/bin/env bash
# run.sh forget NODE [ADDRESS], on another control plane: takes a node out of the cluster, whether its host answers or not. Refuses where etcd would lose its majority.
set -Eeuo pipefail

: "${JOIN_WAIT:=900}"
# Seconds that pods of a node that answers have to go elsewhere.
: "${FORGET_DRAIN:=300}"

stage() {
  local address
  [[ $OTHER_NODE =~ ^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$ ]] || fail "Which node? run.sh forget NODE [ADDRESS]"
  [[ $OTHER_NODE != "$NODE_NAME" ]] || fail "A control plane does not forget itself: run it on another one."
  is_member || fail "It is no node."
  is_control_plane || fail "It is run on a control plane."
  address=$(address_of) || fail "The API server does not answer; see the stage's log."
  if ! is_there "$address"; then return 0; fi
  lock "$JOIN_WAIT"
  may_go "$address"
  drain_other
  etcd_remove "$OTHER_NODE" "$address"
  if has node "$OTHER_NODE"; then
    changed "node $OTHER_NODE"
    retry_here kube delete node "$OTHER_NODE" --wait=false >&2 || fail "The node $OTHER_NODE cannot be deleted; see the stage's log."
    wait_until 60 "it is gone" is_gone || fail "The node $OTHER_NODE is still there."
  fi
  forget_encryption_keys
  unlock
}

# What is known of it: by whom it is asked, by itself, or by etcd.
address_of() {
  local pair known
  if [[ -n $OTHER_ADDRESS ]]; then
    printf '%s' "$OTHER_ADDRESS"
    return 0
  fi
  known=$(kube get node "$OTHER_NODE" --ignore-not-found -o 'jsonpath={.status.addresses[?(@.type=="InternalIP")].address}') || return 1
  if [[ -z $known ]]; then
    for pair in ${NODES:-}; do [[ ${pair%%=*} != "$OTHER_NODE" ]] || known=${pair##*=}; done
  fi
  printf '%s' "${known:-none}"
}

is_there() {
  [[ -n "$(etcd_member_of "$OTHER_NODE" "$1")" ]] || has node "$OTHER_NODE"
}

is_gone() { ! has node "$OTHER_NODE"; }

may_go() {
  [[ -n "$(etcd_member_of "$OTHER_NODE" "$1")" ]] || return 0
  etcd_can_lose "$OTHER_NODE" "$1" ||
    fail "etcd would lose its majority without $OTHER_NODE: bring the other control planes back first, or restore a copy (stage restore)."
}

drain_other() {
  local state KUBE
  kube_options
  has node "$OTHER_NODE" || return 0
  if checking; then return 0; fi
  retry_here kube cordon "$OTHER_NODE" >&2
  state=$(kube get node "$OTHER_NODE" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')
  if [[ $state == True ]]; then
    if timeout --kill-after=10 $((FORGET_DRAIN + 30)) kubectl "${KUBE[@]}" drain "$OTHER_NODE" --ignore-daemonsets --delete-emptydir-data --force --timeout="${FORGET_DRAIN}s" >&2; then
      wait_until 60 "its volumes are detached" volumes_detached || note "Volumes are still attached to $OTHER_NODE."
      return 0
    fi
    # A host that had just died counts as ready for some 40 seconds.
    state=$(kube get node "$OTHER_NODE" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')
    [[ $state != True ]] ||
      fail "Pods do not leave $OTHER_NODE within $FORGET_DRAIN seconds (a disruption budget?); it stays cordoned. See the stage's log."
  fi
  # Nobody there ends its pods: by this taint they and their volumes are given up at once (kubernetes.io, non-graceful node shutdown).
  note "$OTHER_NODE does not answer: its pods are given up."
  retry_here kube taint node "$OTHER_NODE" --overwrite node.kubernetes.io/out-of-service=nodeshutdown:NoExecute >&2
}

volumes_detached() {
  [[ -z "$(kube get volumeattachments --no-headers -o 'custom-columns=A:.spec.nodeName' | awk -v node="$OTHER_NODE" '$1 == node')" ]]
}

# Else a key could never be turned: that host's would be waited for.
forget_encryption_keys() {
  has -n kube-system configmap jangada-encryption || return 0
  [[ -n "$(kube -n kube-system get configmap jangada-encryption -o "jsonpath={.data.$OTHER_NODE}")" ]] || return 0
  retry_here kube -n kube-system patch configmap jangada-encryption -p "{\"data\":{\"$OTHER_NODE\":null}}" >&2
}
