#!/usr/bin/env bash
# How a cluster begins. One that is there is never made anew: not where any control plane answers. Sourced by run.sh, never run.
set -Eeuo pipefail

begin_cluster() {
  finish_preparation
  need_control_plane_secrets init.yaml
  try_to_be init nobody_answers make_cluster made_cluster
  publish_configuration
  remember_configuration
}

nobody_answers() {
  local pair code addresses=()
  for pair in ${CONTROL_PLANES:-}; do
    [[ ${pair%%=*} == "$NODE_NAME" ]] || addresses+=("${pair##*=}:6443")
  done
  # One's own try answers by the endpoint too.
  is_trying || addresses+=("$ENDPOINT_HOST:${ENDPOINT_PORT:-6443}")
  for pair in "${addresses[@]}"; do
    code=0
    answers "$pair" "$PLACED/pki/ca.crt" || code=$?
    case $code in
      0) problem "The cluster is there already: its API server answers at $pair. This host joins it (stage join)." ;;
      2) problem "An API server of another cluster answers at $pair." ;;
    esac
  done
  fail_if_problems
}

make_cluster() {
  place_authorities
  place_server_files
  take_virtual_address
  pull_images || return 1
  # Its closing words would have the token in them.
  run_kubeadm init --config "$SECRETS/init.yaml" --skip-token-print
}

# Its last phase is that of add-ons.
made_cluster() {
  serving || return 1
  kube -n kube-system get configmap kubeadm-config -o name >/dev/null && kube -n kube-system get daemonset kube-proxy -o name >/dev/null
}
