#!/usr/bin/env bash
# Lets nodes in for an hour, on a control plane that is a member, or is to be one. The token is another one whenever the nodes change, and is brought then; it is kept here, so
# that each worker that joins can have the window opened again, however long after.
set -Eeuo pipefail

stage() {
  local token
  is_control_plane || fail "A worker cannot let others in."
  if checking; then return 0; fi
  # Terraform that was killed holds for done what it had begun.
  if [[ -e $TRYING && $(<"$TRYING") == init ]]; then begin_cluster; fi
  if [[ -s $PLACED/jangada-discovery.conf ]]; then
    token=$(token_brought)
    ensure_file "$JOIN_TOKEN" 600 <<<"$token"
  elif [[ -s $JOIN_TOKEN ]]; then
    token=$(<"$JOIN_TOKEN")
  else
    fail "No token was brought, and none is kept in $JOIN_TOKEN: apply with -replace=terraform_data.cluster_join-window."
  fi
  become_administrator
  if [[ -n $OTHER_NODE ]] && is_ready "$OTHER_NODE"; then return 0; fi
  let_nodes_in "$token"
}

is_ready() { [[ "$(kube get node "$1" --ignore-not-found -o 'jsonpath={.status.conditions[?(@.type=="Ready")].status}')" == True ]]; }
