#!/usr/bin/env bash
# A member as the file has it: version, configuration, what the API server reads, labels and taints. One control plane after the other, then workers: the order is
# the caller's; on control planes it holds the turn, so that nobody else's is at the same time.
# shellcheck disable=SC2030,SC2034 # lib/ reads what is set here; what looks at differences does so in a shell of its own.
set -Eeuo pipefail

stage() {
  if ! is_member; then
    # Terraform that was killed holds a join for done that it had only begun.
    checking && fail "It is no node yet: the stage join makes it one."
    become_node
  fi
  checking || finish_preparation
  same_cluster
  is_control_plane || KUBECONFIG_FILE=$KUBERNETES/kubelet.conf
  if is_control_plane; then
    need_configuration
    if ! checking && something_differs; then
      lock "$JOIN_WAIT"
    fi
    server_files
    version
    configuration
    labels_and_taints
  else
    need_configuration
    version
    configuration
  fi
  checking || uncordon_self
  settle_in
  checking || unlock
}

need_configuration() { [[ -s $CLUSTER_FILE ]] || fail "config/cluster.yaml is missing beside run.sh."; }

# something_differs: as --check sees it, in a shell of its own.
something_differs() {
  (
    trap - EXIT ERR
    exec 2>/dev/null
    MODE=check CHANGES=()
    server_files
    version
    configuration
    ((${#CHANGES[@]} > 0))
  )
}
