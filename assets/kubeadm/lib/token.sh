#!/usr/bin/env bash
# The token by which nodes join: of use for an hour, and made anew by whoever needs it. Sourced by run.sh, never run.
# shellcheck disable=SC2034 # Stages read what is set here.
set -Eeuo pipefail

# Seconds that the token is of use, and that it must have left.
: "${TOKEN_SECONDS:=3600}" "${TOKEN_LEFT:=1800}"

# Where the control plane that opens the window for others keeps it.
JOIN_TOKEN=/etc/jangada/join-token

# token_brought: what a deployment brought.
token_brought() {
  local token
  token=$(sed -nE 's/^ *token: *"?([a-z0-9]{6}\.[a-z0-9]{16})"? *$/\1/p' "$PLACED/jangada-discovery.conf" | head -n1)
  [[ -n $token ]] || fail "etc-kubernetes/jangada-discovery.conf holds no token."
  printf '%s' "$token"
}

# let_nodes_in TOKEN: as the cluster's administrator; nothing where there is time left.
let_nodes_in() {
  local token=$1 name=bootstrap-token-${1%%.*} until
  until=$(kube -n kube-system get secret "$name" --ignore-not-found -o 'jsonpath={.data.expiration}' | base64 -d) ||
    fail "The API server does not answer; see the stage's log."
  if [[ -n $until ]] && (($(date -d "$until" +%s) - $(date +%s) > TOKEN_LEFT)); then return 0; fi
  changed "token ${token%%.*}"
  # On standard input: arguments are for everybody to see. `--server-side`: `apply` of the client would write it into an annotation, too.
  retry_here open_window "$name" "$token" || fail "The token was not taken; see the stage's log."
}

open_window() {
  kube apply --server-side --force-conflicts --field-manager=jangada -f - >&2 <<TOKEN
apiVersion: v1
kind: Secret
type: bootstrap.kubernetes.io/token
metadata: { name: $1, namespace: kube-system }
stringData:
  token-id: "${2%%.*}"
  token-secret: "${2#*.}"
  expiration: "$(date -u -d "+$TOKEN_SECONDS seconds" +%FT%TZ)"
  usage-bootstrap-authentication: "true"
  usage-bootstrap-signing: "true"
  auth-extra-groups: system:bootstrappers:kubeadm:default-node-token
  description: Nodes of this environment join by it.
TOKEN
}
