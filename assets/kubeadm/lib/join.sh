#!/usr/bin/env bash
# Into a cluster that is there: control planes one after the other, by their names; workers whenever they come. Sourced by run.sh, never run.
# shellcheck disable=SC2034 # lib/ reads what is set here.
set -Eeuo pipefail

# Seconds that a control plane waits for those before it, and then for its turn.
: "${JOIN_WAIT:=900}"
# Seconds until a node that is gone is not ready any more: 40 to 50 of the node controller (node-monitor-grace-period), and some.
: "${NODE_GRACE:=90}"

become_node() {
  finish_preparation
  if is_control_plane; then join_control_plane; else join_worker; fi
  remember_configuration
}

join_worker() {
  need_secrets etc-kubernetes/jangada-discovery.conf
  try_to_be join no_such_node worker registered
}

# kubeadm refuses a name whose node is ready, which one of an earlier life of this host is for up to a minute. By the token, as kubeadm asks.
no_such_node() {
  KUBECONFIG_FILE=$PLACED/jangada-discovery.conf
  wait_until "$NODE_GRACE" "no node $NODE_NAME is ready" not_ready ||
    fail "Whether a node $NODE_NAME is ready at $ENDPOINT_HOST:${ENDPOINT_PORT:-6443} cannot be asked, or it is: the cluster does not answer, the token lets nobody in (stage join-window), or another host has that name (stage forget takes it out)."
}

not_ready() {
  local ready
  ready=$(kube get node "$NODE_NAME" --ignore-not-found -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}') || return 1
  [[ $ready != True ]]
}

worker() {
  place jangada-discovery.conf 600
  run_kubeadm join --config "$HERE/config/join.yaml"
}

join_control_plane() {
  need_control_plane_secrets etc-kubernetes/jangada-discovery.conf
  become_administrator
  retry_here kube get --raw /readyz >&2 || fail "The API server does not answer at $ENDPOINT_HOST:${ENDPOINT_PORT:-6443}: is there a cluster to join?"
  wait_until "$JOIN_WAIT" "the control planes before this one are members" lower_are_members ||
    note "Not all control planes before this one are members; it did not wait longer."
  lock "$JOIN_WAIT"
  # From its first moment on it writes what the others have to read.
  first_key_is_known "$(keys_of "$PLACED/jangada/encryption.yaml" | head -n1)"
  wait_until "$WAIT" "etcd is well" etcd_well_without_me ||
    fail "etcd is not well: one more member would put its majority at risk. See 'run.sh health' on another control plane."
  try_to_be join no_earlier_life control_plane serving
  unlock
}

lower_are_members() {
  local pair there
  there=$(kube get nodes -l node-role.kubernetes.io/control-plane -o name) || return 1
  for pair in ${CONTROL_PLANES:-}; do
    [[ ${pair%%=*} == "$NODE_NAME" ]] && return 0
    grep -Fxq -- "node/${pair%%=*}" <<<"$there" || return 1
  done
}

# What an earlier life of this host left in etcd is not waited for: it is taken out below.
etcd_well_without_me() {
  etcd_well && return 0
  [[ -n "$(etcd_member_of "$NODE_NAME" "$NODE_ADDRESS")" ]] && etcd_can_lose "$NODE_NAME" "$NODE_ADDRESS"
}

control_plane() {
  place_authorities
  place_server_files
  place jangada-discovery.conf 600
  pull_images || return 1
  run_kubeadm join --config "$HERE/config/join.yaml"
}

# A host that was made anew is still a member of etcd by its address, and a node by its name (kubeadm#2095): it is not that any more, which
# nobody knows better than this host itself. Nor need anybody else let it in.
no_earlier_life() {
  local left token
  become_administrator
  token=$(token_brought)
  let_nodes_in "$token"
  wait_until "$NODE_GRACE" "no node $NODE_NAME is ready" not_ready ||
    fail "A node $NODE_NAME is there and is ready: another host has that name. Take it out first (stage forget)."
  left=$(etcd_member_of "$NODE_NAME" "$NODE_ADDRESS")
  if [[ -n $left ]]; then
    etcd_can_lose "$NODE_NAME" "$NODE_ADDRESS" ||
      fail "etcd still lists this host ($left), and those that stay are no majority: restore etcd, or bring the other control planes back first."
    etcd_remove "$NODE_NAME" "$NODE_ADDRESS"
  fi
  if has node "$NODE_NAME"; then
    changed "node $NODE_NAME of an earlier life"
    retry_here kube delete node "$NODE_NAME" --wait=false >&2
  fi
}
