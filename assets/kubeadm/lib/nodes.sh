#!/usr/bin/env bash
# Labels and taints of every node, as the file says, from a control plane. `config/nodes` has a line of each: `NODE label KEY=VALUE`, `NODE taint
# KEY=VALUE:EFFECT`. What was ours and is named no more goes; what others set stays. Sourced by run.sh.
# shellcheck disable=SC2034,SC2031 # Stages and the other parts read what is set here.
set -Eeuo pipefail

NODES_FILE=$HERE/config/nodes

# wanted NODE KIND: one a line.
wanted() { awk -v node="$1" -v kind="$2" '$1 == node && $2 == kind { print $3 }' "$NODES_FILE"; }

labels_and_taints() {
  local node there
  [[ -f $NODES_FILE ]] || return 0
  there=$(kube get nodes -o name) || fail "The API server does not answer; see the stage's log."
  awk '{ print $1 }' "$NODES_FILE" | sort -u | while read -r node; do
    # It is told by the stage health.
    grep -Fxq -- "node/$node" <<<"$there" || continue
    of_node "$node" label
    of_node "$node" taint
  done
}

# of_node NODE KIND
of_node() {
  local node=$1 kind=$2 have ours mine item set=() keys=""
  have=$(having "$node" "$kind")
  ours=$(kube get node "$node" -o "jsonpath={.metadata.annotations.jangada\\.dev/${kind}s}")
  mine=$(wanted "$node" "$kind")
  for item in $mine; do
    keys+="${keys:+,}$(key_of "$kind" "$item")"
    grep -Fxq -- "$item" <<<"$have" || set+=("$item")
  done
  for item in ${ours//,/ }; do
    [[ ",$keys," == *",$item,"* ]] || set+=("$item-")
  done
  if ((${#set[@]} > 0)); then
    changed "${kind}s of node $node: ${set[*]}"
    checking || retry_here kube "$kind" node "$node" --overwrite "${set[@]}" >&2
  fi
  if [[ $ours != "$keys" ]] && ! checking; then
    retry_here kube annotate node "$node" --overwrite "jangada.dev/${kind}s=$keys" >&2
  fi
}

# having NODE KIND: in the form of the file.
having() {
  if [[ $2 == taint ]]; then
    kube get node "$1" -o 'jsonpath={range .spec.taints[*]}{.key}{"="}{.value}{":"}{.effect}{"\n"}{end}'
  else
    # {"key":"value",…}: neither may hold a quote or a comma.
    kube get node "$1" -o 'jsonpath={.metadata.labels}' | tr -d '{}"' | tr ',' '\n' | sed 's/:/=/'
  fi
}

# By what kubectl takes it away: a label by its key, a taint by its key and effect.
key_of() {
  if [[ $1 == taint ]]; then printf '%s:%s' "${2%%=*}" "${2##*:}"; else printf '%s' "${2%%=*}"; fi
}
