#!/usr/bin/env bash
# One control plane at a time joins, leaves or is changed: etcd takes one learner at a time, and loses its majority where two are away. A ConfigMap
# that exists is held; whoever holds it renews it, and one that nobody renews is taken over. Sourced by run.sh.
# shellcheck disable=SC2034 # Stages and the other parts read what is set here.
set -Eeuo pipefail

LOCK_NAME=jangada-control-plane
# Seconds between renewals, and without one until it counts as left behind. Both are measured by the clock of whoever waits.
: "${LOCK_RENEW:=10}" "${LOCK_STALE:=60}"
LOCK_KEEPER=""

lock_object() {
  local version=$1
  printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s","namespace":"kube-system"%s},"data":{"holder":"%s","stage":"%s","beat":"%s"}}' \
    "$LOCK_NAME" "${version:+,\"resourceVersion\":\"$version\"}" "$NODE_NAME" "$STAGE" "$$-$SECONDS-$RANDOM"
}

# lock_now: holder and version of it; nothing where it is free.
lock_now() { kube -n kube-system get configmap "$LOCK_NAME" --ignore-not-found -o 'jsonpath={.data.holder} {.metadata.resourceVersion}'; }

# lock SECONDS: waits its turn.
lock() {
  local end=$((SECONDS + $1)) now seen="" since=$SECONDS
  while :; do
    if lock_object "" | kube create -f - >&2; then break; fi
    if now=$(lock_now) && [[ $now == *[![:space:]]* ]]; then
      if [[ $now != "$seen" ]]; then
        [[ ${now%% *} == "${seen%% *}" ]] || say "waits for ${now%% *}"
        seen=$now since=$SECONDS
      fi
      # Our own of a run that was ended, or one that nobody renews. The version makes sure that one alone takes it.
      if [[ ${now%% *} == "$NODE_NAME" ]] || ((SECONDS - since >= LOCK_STALE)); then
        say "takes over what ${now%% *} left"
        if lock_object "${now#* }" | kube replace -f - >&2; then break; fi
      fi
    fi
    ((SECONDS < end)) || fail "Another control plane (${seen%% *}) is being changed, and did not end in $1 seconds."
    sleep "$((1 + RANDOM % POLL))"
  done
  lock_keep &
  LOCK_KEEPER=$!
  at_end unlock
}

lock_keep() {
  local now
  trap - EXIT ERR
  # Neither the result nor the turn on this host is held by it, whatever becomes of who started it.
  exec 3>&- {LOCK}>&-
  while sleep "$LOCK_RENEW" && kill -0 "$$" 2>/dev/null; do
    now=$(lock_now) || continue
    [[ ${now%% *} == "$NODE_NAME" ]] || return 0
    lock_object "${now#* }" | kube replace -f - >/dev/null || true
  done
}

unlock() {
  local now
  [[ -n $LOCK_KEEPER ]] || return 0
  kill "$LOCK_KEEPER" 2>/dev/null || true
  wait "$LOCK_KEEPER" 2>/dev/null || true
  LOCK_KEEPER=""
  now=$(lock_now) || return 0
  [[ ${now%% *} != "$NODE_NAME" ]] || kube -n kube-system delete configmap "$LOCK_NAME" --ignore-not-found >&2 || true
}
