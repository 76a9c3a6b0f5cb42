#!/usr/bin/env bash
# Makes this host a node of the cluster, once.
set -Eeuo pipefail

stage() {
  if is_member; then
    same_cluster
    settle_in
    return 0
  fi
  if checking; then
    changed "node $NODE_NAME"
    return 0
  fi
  become_node
  settle_in
}
