#!/usr/bin/env bash
# Takes pods off a node and lets them come back. A control plane does it as administrator. A worker has no administrator's rights and needs none: a kubelet may
# cordon its own node and evict its own pods (NodeRestriction; the role system:node has pods/eviction). Sourced by run.sh.
# shellcheck disable=SC2034 # Stages and the other parts read what is set here.
set -Eeuo pipefail

# Seconds that pods have to go elsewhere; their disruption budgets are kept.
: "${DRAIN_TIMEOUT:=600}"
# A node that an administrator cordoned stays so.
CORDONED=/var/lib/jangada/cordoned

drain_self() {
  local was KUBE
  was=$(kube get node "$NODE_NAME" -o 'jsonpath={.spec.unschedulable}')
  if [[ $was != true ]]; then
    printf '%s\n' "$STAGE" >"$CORDONED"
    retry_here kube patch node "$NODE_NAME" -p '{"spec":{"unschedulable":true}}' >&2
  fi
  if is_control_plane; then
    kube_options
    timeout --kill-after=10 "$((DRAIN_TIMEOUT + 30))" kubectl "${KUBE[@]}" drain "$NODE_NAME" --ignore-daemonsets --delete-emptydir-data --timeout="${DRAIN_TIMEOUT}s" >&2 ||
      fail "Pods do not leave $NODE_NAME within $DRAIN_TIMEOUT seconds (a disruption budget, or pods of no controller); see the stage's log. It stays cordoned."
    return 0
  fi
  wait_until "$DRAIN_TIMEOUT" "pods leave" evict_own ||
    fail "Pods do not leave $NODE_NAME within $DRAIN_TIMEOUT seconds: $PODS_LEFT. It stays cordoned."
}

PODS_LEFT=""
# evict_own: asks all of them to go; says whether there are none left.
evict_own() {
  local namespace name owner phase
  PODS_LEFT="they cannot be listed"
  local pods
  pods=$(kube get pods -A --field-selector "spec.nodeName=$NODE_NAME" --no-headers \
    -o 'custom-columns=A:.metadata.namespace,B:.metadata.name,C:.metadata.ownerReferences[0].kind,D:.status.phase') || return 1
  PODS_LEFT=""
  while read -r namespace name owner phase; do
    # Of every node, and of this one alone; and what has ended.
    [[ -n $name && $owner != DaemonSet && $owner != Node && $phase != Succeeded && $phase != Failed ]] || continue
    PODS_LEFT+="${PODS_LEFT:+, }$namespace/$name"
    if [[ $owner == "<none>" ]]; then
      fail "The pod $namespace/$name has no controller that would make it anew elsewhere: take it away, then apply again. $NODE_NAME stays cordoned."
    fi
    printf '{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"%s","namespace":"%s"}}' "$name" "$namespace" |
      kube create --raw "/api/v1/namespaces/$namespace/pods/$name/eviction" -f - >&2 || true
  done <<<"$pods"
  [[ -z $PODS_LEFT ]]
}

uncordon_self() {
  [[ -e $CORDONED ]] || return 0
  retry_here kube patch node "$NODE_NAME" -p '{"spec":{"unschedulable":null}}' >&2 || fail "$NODE_NAME cannot be uncordoned; see the stage's log."
  rm -f -- "$CORDONED"
}

ready() { [[ "$(kube get node "$NODE_NAME" -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" == True ]]; }
