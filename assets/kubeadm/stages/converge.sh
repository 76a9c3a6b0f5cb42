#!/usr/bin/env bash
# A member as the file has it: version, configuration, what the API server reads, labels and taints. One control plane after the other, then workers: the order is
# the caller's; on control planes it holds the turn, so that nobody else's is at the same time.
set -Eeuo pipefail

stage() {
  is_member || fail "It is no node yet: the stage join makes it one."
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

: "${JOIN_WAIT:=900}"

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

# --- what the API server reads

# A key that is to encrypt must be known to every API server before the first one writes by it: what one writes the others read.
server_files() {
  local restart
  if [[ ! -d $PLACED/jangada ]]; then
    note "What the API server reads was not compared: it was not brought."
    return 0
  fi
  encryption_keys_in_order
  SERVER_CHANGED=no
  place_server_files
  restart=$SERVER_CHANGED
  checking && return 0
  if [[ $restart == yes ]]; then
    # It reads them when it starts.
    restart_pod kube-apiserver
    wait_until "$WAIT" "the API server answers" api_answers || fail "The API server does not come back with its new files, which were taken back; see its container's log."
  fi
  publish_encryption_keys
}

keys_of() { sed -nE 's/^ *(- )?name: "?([A-Za-z0-9._-]+)"?$/\2/p' "$1"; }

encryption_keys_in_order() {
  local first pair others known
  first=$(keys_of "$PLACED/jangada/encryption.yaml" | head -n1)
  [[ -n $first && -f $KUBERNETES/jangada/encryption.yaml ]] || return 0
  [[ $first != "$(keys_of "$KUBERNETES/jangada/encryption.yaml" | head -n1)" ]] || return 0
  others=$(kube -n kube-system get configmap jangada-encryption --ignore-not-found -o 'jsonpath={.data}') || fail "The API server does not answer; see the stage's log."
  for pair in ${CONTROL_PLANES:-}; do
    known=$(tr -d '{}"' <<<"$others" | tr ',' '\n' | sed -n "s/^${pair%%=*}://p")
    [[ " $known " == *" $first "* ]] ||
      fail "The key $first would encrypt before the API server of ${pair%%=*} can read it: put it behind the others first, apply, and then before them."
  done
}

# Names alone.
publish_encryption_keys() {
  local mine now
  mine=$(keys_of "$KUBERNETES/jangada/encryption.yaml" | tr '\n' ' ')
  now=$(kube -n kube-system get configmap jangada-encryption --ignore-not-found -o "jsonpath={.data.$NODE_NAME}") || return 0
  [[ $now != "${mine% }" ]] || return 0
  printf '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"jangada-encryption","namespace":"kube-system"}}' | kube create -f - >/dev/null 2>&1 || true
  retry_here kube -n kube-system patch configmap jangada-encryption -p "{\"data\":{\"$NODE_NAME\":\"${mine% }\"}}" >&2
}

api_answers() { kubectl --kubeconfig "$KUBERNETES/admin.conf" --server "https://$NODE_ADDRESS:6443" --request-timeout=10s get --raw /readyz >/dev/null; }

# --- version

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
  local published_version copy=$WORK/new.cluster.yaml
  pull_images || fail "$KUBEADM_SAID"
  published_version=$(kube -n kube-system get configmap kubeadm-config -o 'jsonpath={.data.ClusterConfiguration}' | sed -nE 's/.*kubernetesVersion: *"?(v[0-9.]+)"?.*/\1/p' | head -n1)
  if [[ ${published_version#v} != "$KUBERNETES_VERSION" ]]; then
    sed -E "s/^kubernetesVersion: .*/kubernetesVersion: $published_version/" "$CLUSTER_FILE" >"$copy"
    run_kubeadm init phase upload-config all --config "$copy" || fail "kubeadm does not take the configuration: $KUBEADM_SAID"
    run_kubeadm upgrade apply "v$KUBERNETES_VERSION" --yes || fail "kubeadm upgrade apply failed, and put the old pods back: $KUBEADM_SAID"
    publish_configuration
  else
    upgrade_node
  fi
}

upgrade_node() { run_kubeadm upgrade node || fail "kubeadm upgrade node failed: $KUBEADM_SAID"; }

# --- configuration

configuration() {
  local files kind differs=()
  for kind in "${KINDS[@]}"; do
    [[ "$(applied "$kind")" == "$(digest_of "$kind")" ]] && continue
    # A worker has no pods of it.
    [[ $kind == KubeletConfiguration ]] || is_control_plane || continue
    differs+=("$kind")
    changed "$kind"
  done
  files=$(files_changed)
  for kind in $files; do changed "$kind"; done
  if checking || { ((${#differs[@]} == 0)) && [[ -z $files ]]; }; then return 0; fi
  if is_control_plane; then configure_control_plane; fi
  run_kubeadm upgrade node phase kubelet-config || fail "kubeadm does not write the kubelet's configuration: $KUBEADM_SAID"
  systemctl restart kubelet.service
  wait_until "$WAIT" "the kubelet answers" registered || fail "The kubelet does not come back with its new configuration; see journalctl -u kubelet."
  remember_configuration
  # A worker that comes before what is published would be told to be what it is not.
  if [[ "$(applied KubeletConfiguration)" != "$(digest_of KubeletConfiguration)" ]]; then
    fail "The cluster's configuration is not this one yet: control planes are changed before workers."
  fi
}

# kubeadm's upgrade does not take a configuration; these phases do (as kubespray's kubeadm-upgrade has it).
configure_control_plane() {
  local phase
  phases=("upload-config all" "addon kube-proxy" "control-plane all")
  wait_until "$WAIT" "etcd is well" etcd_well || fail "Nothing is changed while etcd is not well; see 'run.sh health'."
  names_of_the_server
  etcd_arguments
  for phase in "${phases[@]}"; do
    # shellcheck disable=SC2086 # Words, on purpose.
    run_kubeadm init phase $phase --config "$PHASE_FILE" || fail "kubeadm init phase $phase failed: $KUBEADM_SAID"
  done
  wait_until "$WAIT" "the API server answers" api_answers || fail "The API server does not come back with its new configuration; see its container's log."
  wait_until "$WAIT" "etcd is well" etcd_well || fail "etcd is not well with its new configuration."
  publish_configuration
}

# Phases need to know which host it is; the cluster's file does not say so.
PHASE_FILE=$WORK/new.phase.yaml
names_of_the_server() {
  local name missing=no have
  {
    printf 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nlocalAPIEndpoint: { advertiseAddress: "%s", bindPort: 6443 }\nnodeRegistration: { name: "%s", criSocket: "%s" }\n---\n' "$NODE_ADDRESS" "$NODE_NAME" "$SOCKET"
    cat -- "$CLUSTER_FILE"
  } >"$PHASE_FILE"
  have=$(bounded openssl x509 -noout -ext subjectAltName -in "$PKI/apiserver.crt" | tr ',' '\n' | sed -nE 's/^ *(DNS|IP Address)://p')
  for name in $(document ClusterConfiguration | awk '/^  certSANs:/ { on = 1; next } on && /^    - / { gsub(/["-]/, " "); print $1; next } { on = 0 }'); do
    grep -Fxq -- "$name" <<<"$have" || missing=yes
  done
  [[ $missing == yes ]] || return 0
  rm -f -- "$PKI/apiserver.crt" "$PKI/apiserver.key"
  phases=("certs apiserver" "${phases[@]}")
}

# etcd looks at who its members were to be only where it has no data yet (phases/etcd/local.go), so this phase is safe on a member.
etcd_arguments() { phases+=("etcd local"); }

# restart_pod NAME: the kubelet starts it anew.
restart_pod() {
  local container
  for container in $(crictl --runtime-endpoint "$SOCKET" ps --quiet --state Running --name "^$1\$"); do
    crictl --runtime-endpoint "$SOCKET" stop --timeout 30 "$container" >&2
  done
}
