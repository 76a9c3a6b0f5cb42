#!/usr/bin/env bash
# How a stage speaks with the cluster: as its administrator on control planes, as the node itself on workers. Sourced by run.sh, never run.
# shellcheck disable=SC2034 # Stages and the other parts read what is set here.
set -Eeuo pipefail

KUBERNETES=/etc/kubernetes
PKI=$KUBERNETES/pki
PLACED=$SECRETS/etc-kubernetes
SOCKET=unix:///run/containerd/containerd.sock
# Seconds that kubeadm as a whole may take: its own waits (config/cluster-configuration.ts) come first.
: "${KUBEADM_TIMEOUT:=900}"
# Seconds that are waited for what others are about.
: "${WAIT:=300}"
: "${POLL:=5}"

# Whose kubeconfig `kube` takes.
KUBECONFIG_FILE=$KUBERNETES/admin.conf

is_control_plane() { [[ $ROLE == control-plane ]]; }

# kube_options: into KUBE. A control plane asks its own API server: the endpoint may lead to one that is just being taken away, or started anew.
kube_options() {
  KUBE=(--kubeconfig "$KUBECONFIG_FILE")
  if [[ $KUBECONFIG_FILE == "$KUBERNETES/admin.conf" ]] && is_member; then KUBE+=(--server "https://$NODE_ADDRESS:6443"); fi
}

# kube ARGUMENT…: kubectl as whoever we are.
kube() {
  local KUBE
  kube_options
  kubectl "${KUBE[@]}" --request-timeout=30s "$@"
}

# has ARGUMENT…: whether kubectl finds it. What cannot be asked is no answer.
has() {
  local found
  found=$(kube get --ignore-not-found -o name "$@") || fail "The API server does not answer; see the stage's log."
  [[ -n $found ]]
}

# wait_until SECONDS WHAT FUNCTION…
wait_until() {
  local end=$((SECONDS + $1)) what=$2
  shift 2
  until "$@"; do
    if ((SECONDS >= end)); then
      say "waited in vain: $what"
      return 1
    fi
    sleep "$POLL"
  done
}

# authority_of FILE: digest of the authority in a kubeconfig.
authority_of() {
  awk '$1 == "certificate-authority-data:" { gsub(/"/, "", $2); print $2 }' "$1" | head -n1 | base64 -d 2>/dev/null | sha256sum | cut -d' ' -f1
}

# A node of another cluster is never touched: somebody may need it.
same_cluster() {
  local theirs ours=${CA_SHA256:-}
  [[ -s $PLACED/pki/ca.crt ]] && ours=$(sha256sum <"$PLACED/pki/ca.crt" | cut -d' ' -f1)
  if [[ -z $ours && -s $PLACED/jangada-discovery.conf ]]; then ours=$(authority_of "$PLACED/jangada-discovery.conf"); fi
  [[ -n $ours ]] || return 0
  theirs=$(authority_of "$KUBERNETES/kubelet.conf")
  [[ $theirs == "$ours" ]] || fail "It is a node of another cluster. Take it out of that (kubectl drain, kubeadm reset) first."
}

# answers HOST:PORT AUTHORITY: 0 by that authority, 2 by another, 1 where nobody does.
answers() {
  local code=0
  bounded curl -sS -o /dev/null --noproxy '*' --cacert "$2" --connect-timeout 3 --max-time 10 "https://$1/livez" || code=$?
  case $code in
    0) return 0 ;;
    51 | 60) return 2 ;;
    *) return 1 ;;
  esac
}

# An administrator for the time of this stage, by the authority that lies here for the control plane that is to be: one that has not joined has
# no other way to see whose turn it is.
become_administrator() {
  local key=$WORK/new.admin.key request=$WORK/new.admin.csr certificate=$WORK/new.admin.crt
  if [[ -s $KUBERNETES/admin.conf ]] && ! is_trying; then
    KUBECONFIG_FILE=$KUBERNETES/admin.conf
    return 0
  fi
  [[ -s $PLACED/pki/ca.key ]] || fail "etc-kubernetes/pki/ca.key is missing in secrets.bundle: without it a control plane cannot join."
  bounded openssl ecparam -name prime256v1 -genkey -noout -out "$key"
  bounded openssl req -new -key "$key" -subj "/O=kubeadm:cluster-admins/CN=jangada:$NODE_NAME" -out "$request"
  bounded openssl x509 -req -in "$request" -CA "$PLACED/pki/ca.crt" -CAkey "$PLACED/pki/ca.key" -days 1 \
    -set_serial "0x$(bounded openssl rand -hex 16)" -extfile <(printf 'extendedKeyUsage=clientAuth\n') -out "$certificate"
  KUBECONFIG_FILE=$WORK/new.admin.conf
  cat >"$KUBECONFIG_FILE" <<CONFIGURATION
apiVersion: v1
kind: Config
current-context: admin
clusters: [{ name: cluster, cluster: { server: "https://$ENDPOINT_HOST:${ENDPOINT_PORT:-6443}", certificate-authority: $PLACED/pki/ca.crt } }]
users: [{ name: admin, user: { client-certificate: $certificate, client-key: $key } }]
contexts: [{ name: admin, context: { cluster: cluster, user: admin } }]
CONFIGURATION
}

# need_secrets PATH…: what a deployment brings for this stage alone.
need_secrets() {
  local path
  for path in "$@"; do
    [[ -s $SECRETS/$path ]] || problem "$path is missing in secrets.bundle beside run.sh: apply again, which brings it."
  done
  fail_if_problems
}

# run_kubeadm ARGUMENT…: with an end, and whatever it says of tokens left out of the log. KUBEADM_SAID has its error.
KUBEADM_SAID=""
run_kubeadm() {
  local said=$WORK/new.kubeadm code=0
  # From here on it is taken back as a whole, and not file by file.
  UNDO=()
  timeout --kill-after=30 "$KUBEADM_TIMEOUT" kubeadm "$@" >"$said" 2>&1 || code=$?
  sed -i -E 's/\b[a-z0-9]{6}\.[a-z0-9]{16}\b/<token>/g; s/\b[0-9a-f]{64}\b/<key>/g' "$said"
  cat -- "$said" >&2
  ((code == 0)) && return 0
  KUBEADM_SAID=$(grep -E '\[ERROR|^error|^Error' "$said" | head -n 4 | cut -c1-300 | tr -s '\n\t ' ' ' || true)
  [[ -n $KUBEADM_SAID ]] || KUBEADM_SAID="exit $code"
  rm -f -- "$said"
  return "$code"
}

# images: those of the control plane. Over a slow line they take longer than kubeadm waits for what runs in them (kubeadm#1546).
pull_images() {
  local try
  for ((try = 1; try <= RETRIES; try++)); do
    # kubeadm takes no --cri-socket beside --config (ValidateMixedArguments).
    if timeout --kill-after=10 "$KUBEADM_TIMEOUT" kubeadm config images pull --config "$HERE/config/cluster.yaml" >&2; then return 0; fi
    say "images: failed ($try of $RETRIES)"
    ((try == RETRIES)) || retry_wait "$try"
  done
  KUBEADM_SAID="The control plane's images cannot be had."
  return 1
}

# restart_pod NAME: the kubelet starts it anew.
restart_pod() {
  local container
  for container in $(crictl --runtime-endpoint "$SOCKET" ps --quiet --state Running --name "^$1\$"); do
    crictl --runtime-endpoint "$SOCKET" stop --timeout 30 "$container" >&2
  done
}
