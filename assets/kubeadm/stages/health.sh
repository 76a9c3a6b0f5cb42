#!/usr/bin/env bash
# Whether the cluster is well, from a control plane: API server, etcd, nodes. Changes nothing. That nodes are not ready is told and no fault:
# the network plugin comes later.
set -Eeuo pipefail

# Days before the end of a certificate from which on it is told.
: "${CERTIFICATE_DAYS:=30}"

stage() {
  is_member || fail "It is no node."
  is_control_plane || fail "Health is asked of a control plane."
  wait_until "$WAIT" "the API server answers" api_server || problem "The API server does not answer at $API_AT."
  fail_if_problems
  wait_until "$WAIT" "etcd is well" etcd_is_whole || problem "etcd: $ETCD_WANTS"
  wait_until "$WAIT" "every host is a node" nodes_registered || problem "No nodes yet: $NODES_MISSING."
  nodes_told
  certificates_told
  fail_if_problems
}

API_AT=""
api_server() {
  local at
  for at in "$NODE_ADDRESS:6443" "$ENDPOINT_HOST:${ENDPOINT_PORT:-6443}"; do
    API_AT=$at
    kubectl --kubeconfig "$KUBECONFIG_FILE" --server "https://$at" --request-timeout=15s get --raw /readyz >/dev/null || return 1
  done
}

ETCD_WANTS="it does not answer."
etcd_is_whole() {
  local members wanted names
  members=$(etcd_members) || return 1
  names=$(awk '{ print $3 }' <<<"$members" | sort | tr '\n' ' ')
  wanted=$(for pair in ${CONTROL_PLANES:-}; do printf '%s\n' "${pair%%=*}"; done | sort | tr '\n' ' ')
  ETCD_WANTS="its members are ${names% }, and the control planes ${wanted% }."
  [[ $names == "$wanted" ]] || return 1
  ETCD_WANTS="not every member answers; see the stage's log."
  etcd_well
}

NODES_MISSING=""
nodes_registered() {
  local pair there
  NODES_MISSING="the API server does not list them"
  there=$(kube get nodes -o name) || return 1
  NODES_MISSING=""
  for pair in ${NODES:-}; do
    grep -Fxq -- "node/${pair%%=*}" <<<"$there" || NODES_MISSING+="${NODES_MISSING:+, }${pair%%=*}"
  done
  [[ -z $NODES_MISSING ]]
}

nodes_told() {
  local name ready machine machines="" others="" waiting=""
  while read -r name ready machine; do
    [[ " ${NODES:-} " == *" $name="* ]] || others+="${others:+, }$name"
    [[ $ready == True ]] || waiting+="${waiting:+, }$name"
    [[ " $machines " != *" $machine "* ]] || problem "The host of $name has the machine id of another: remove /etc/machine-id there, run systemd-machine-id-setup, and restart it."
    machines+=" $machine"
  done < <(kube get nodes --no-headers -o 'custom-columns=A:.metadata.name,B:.status.conditions[?(@.type=="Ready")].status,C:.status.nodeInfo.machineID')
  [[ -z $waiting ]] || note "Not ready: $waiting."
  [[ -z $others ]] || note "Nodes that the file does not name: $others."
}

certificates_told() {
  local file
  for file in "$PKI"/*.crt "$PKI"/etcd/*.crt; do
    if ! bounded openssl x509 -noout -checkend 0 -in "$file" >/dev/null; then
      problem "$file has ended: run $PROGRAMS_FOLDER/renew-certificates.sh."
    elif ! bounded openssl x509 -noout -checkend $((CERTIFICATE_DAYS * 86400)) -in "$file" >/dev/null; then
      note "$file ends within $CERTIFICATE_DAYS days."
    fi
  done
}
PROGRAMS_FOLDER=/usr/local/lib/jangada
