#!/usr/bin/env bash
# The first control plane of a cluster that is not there yet. A cluster that is there is never made anew: not where this host is a member, and not
# where any control plane answers.
set -Eeuo pipefail

stage() {
  is_control_plane || fail "The first node must be a control plane."
  if is_member; then
    same_cluster
    settle_in
    return 0
  fi
  if checking; then
    changed "the cluster"
    return 0
  fi
  begin_cluster
  settle_in
}
