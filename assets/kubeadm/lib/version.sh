#!/usr/bin/env bash
# Versions: never back, a minor at a time, node by node, with a copy of etcd before. Sourced by run.sh.
# shellcheck disable=SC2034,SC2031 # Stages and the other parts read what is set here; what looks at differences does so in a shell of its own.
set -Eeuo pipefail

# Of what is installed, of what runs.
kubelet_version() { kube get node "$NODE_NAME" -o 'jsonpath={.status.nodeInfo.kubeletVersion}'; }
pods_version() { sed -nE 's#^ *(- )?image: "?[^ "]*/kube-apiserver:v([0-9.]+)"?#\2#p' "$KUBERNETES/manifests/kube-apiserver.yaml" | head -n1; }
cluster_version() { kube get --raw /version | sed -nE 's/.*"gitVersion": ?"v([0-9.]+)".*/\1/p'; }
minor_of() {
  local rest=${1#*.}
  printf '%s' "${rest%%.*}"
}

version() {
  local kubelet pods=$KUBERNETES_VERSION
  kubelet=$(kubelet_version) || fail "The API server does not answer; see the stage's log."
  kubelet=${kubelet#v}
  if is_control_plane; then pods=$(pods_version); fi
  may_become "$kubelet" "its kubelet"
  may_become "$pods" "its API server"
  if [[ $kubelet == "$KUBERNETES_VERSION" && $pods == "$KUBERNETES_VERSION" && "$(package_version kubelet)" == "$KUBERNETES_VERSION"-* ]]; then return 0; fi
  if is_control_plane; then [[ $pods == "$KUBERNETES_VERSION" ]] || changed "control plane $pods to $KUBERNETES_VERSION"; fi
  [[ $kubelet == "$KUBERNETES_VERSION" ]] || changed "kubelet $kubelet to $KUBERNETES_VERSION"
  checking && return 0
  before_upgrade
  kubernetes_repository
  packages kubeadm
  if is_control_plane && [[ $pods != "$KUBERNETES_VERSION" ]]; then upgrade_control_plane; else upgrade_node; fi
  drain_self
  packages kubelet kubectl
  systemctl daemon-reload
  systemctl restart kubelet.service
  wait_until "$WAIT" "$NODE_NAME is ready" upgraded || fail "$NODE_NAME is not ready with kubelet $KUBERNETES_VERSION after $WAIT seconds; see journalctl -u kubelet. It stays cordoned."
  uncordon_self
  if is_control_plane; then wait_until "$WAIT" "etcd is well" etcd_well || fail "etcd is not well after the upgrade of $NODE_NAME."; fi
  remember_files
}

upgraded() { [[ "$(kubelet_version)" == "v$KUBERNETES_VERSION" ]] && ready; }

# may_become VERSION WHOSE: never back, and a minor at a time (kubernetes.io/releases/version-skew-policy).
may_become() {
  local have=$1 whose=$2
  [[ -n $have ]] || fail "The version of $whose cannot be told."
  if older "$KUBERNETES_VERSION" "$have"; then
    fail "It would be a downgrade: $whose has $have, and the file says $KUBERNETES_VERSION. etcd's data of a newer one is not read by an older one; restore a copy instead."
  fi
  if (($(minor_of "$KUBERNETES_VERSION") > $(minor_of "$have") + 1)); then
    fail "A minor would be left out: $whose has $have, and the file says $KUBERNETES_VERSION. Go to 1.$(($(minor_of "$have") + 1)) first."
  fi
}

before_upgrade() {
  local copy server
  if ! is_control_plane; then
    server=$(cluster_version)
    older "${server:-0}" "$KUBERNETES_VERSION" && fail "The API server has ${server:-no version that it tells}: control planes are upgraded before workers."
    return 0
  fi
  wait_until "$WAIT" "every node is ready" every_node_is_ready || fail "Nothing is upgraded while nodes are not ready: $NOT_READY."
  wait_until "$WAIT" "etcd is well" etcd_well || fail "Nothing is upgraded while etcd is not well; see 'run.sh health'."
  copy=$(bash "$HERE/programs/snapshot.sh") || fail "No copy of etcd could be made; see the stage's log."
  note "A copy of etcd: $copy."
}

NOT_READY=""
every_node_is_ready() {
  NOT_READY="the API server does not list them"
  local all
  all=$(kube get nodes --no-headers -o 'custom-columns=A:.metadata.name,B:.status.conditions[?(@.type=="Ready")].status') || return 1
  # One's own, which a run before this one may have left half-way, is what is mended here.
  NOT_READY=$(awk -v own="$NODE_NAME" '$2 != "True" && $1 != own { printf "%s%s", sep, $1; sep = ", " }' <<<"$all")
  [[ -z $NOT_READY ]]
}

packages() {
  local name wanted=()
  for name in "$@"; do wanted+=("$name=$KUBERNETES_VERSION-*"); done
  # Told as a whole, as what it is for.
  local told=${#CHANGES[@]}
  ensure_packages "${wanted[@]}"
  CHANGES=("${CHANGES[@]:0:told}")
  apt-mark hold "$@" >/dev/null
}

# The configuration of the new version goes first, under the old version's number: arguments that the new one does not know any more would not let it start.
upgrade_control_plane() {
  local published_version
  pull_images || fail "$KUBEADM_SAID"
  published_version=$(kube -n kube-system get configmap kubeadm-config -o 'jsonpath={.data.ClusterConfiguration}' | sed -nE 's/.*kubernetesVersion: *"?(v[0-9.]+)"?.*/\1/p' | head -n1)
  if [[ ${published_version#v} != "$KUBERNETES_VERSION" ]]; then
    phase_file "${published_version#v}"
    run_kubeadm init phase upload-config all --config "$PHASE_FILE" || fail "kubeadm does not take the configuration: $KUBEADM_SAID"
    run_kubeadm upgrade apply "v$KUBERNETES_VERSION" --yes || fail "kubeadm upgrade apply failed, and put the old pods back: $KUBEADM_SAID"
    publish_configuration
  else
    upgrade_node
  fi
}

upgrade_node() { run_kubeadm upgrade node || fail "kubeadm upgrade node failed: $KUBEADM_SAID"; }
