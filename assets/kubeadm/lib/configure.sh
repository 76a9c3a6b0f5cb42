#!/usr/bin/env bash
# Configuration of a member: what differs, and the phases of kubeadm that change it. Sourced by run.sh.
# shellcheck disable=SC2034,SC2031 # Stages and the other parts read what is set here; what looks at differences does so in a shell of its own.
set -Eeuo pipefail

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
  # etcd looks at who its members were to be only where it has no data yet (phases/etcd/local.go): its phase is safe on a member.
  phases=("upload-config all" "addon kube-proxy" "control-plane all" "etcd local")
  wait_until "$WAIT" "etcd is well" etcd_well || fail "Nothing is changed while etcd is not well; see 'run.sh health'."
  phase_file "$KUBERNETES_VERSION"
  names_of_the_server
  for phase in "${phases[@]}"; do
    # shellcheck disable=SC2086 # Words, on purpose.
    run_kubeadm init phase $phase --config "$PHASE_FILE" || fail "kubeadm init phase $phase failed: $KUBEADM_SAID"
  done
  wait_until "$WAIT" "the API server answers" api_answers || fail "The API server does not come back with its new configuration; see its container's log."
  wait_until "$WAIT" "etcd is well" etcd_well || fail "etcd is not well with its new configuration."
  publish_configuration
}

# phase_file VERSION: phases need to know which host it is, which the cluster's file does not say.
PHASE_FILE=$WORK/new.phase.yaml
phase_file() {
  {
    printf 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\nlocalAPIEndpoint: { advertiseAddress: "%s", bindPort: 6443 }\nnodeRegistration: { name: "%s", criSocket: "%s" }\n---\n' "$NODE_ADDRESS" "$NODE_NAME" "$SOCKET"
    sed -E "s/^kubernetesVersion: .*/kubernetesVersion: \"v$1\"/" "$CLUSTER_FILE"
  } >"$PHASE_FILE"
}

# Names by which the API server is asked, and which its certificate must have.
names_of_the_server() {
  local name missing=no have
  have=$(bounded openssl x509 -noout -ext subjectAltName -in "$PKI/apiserver.crt" | tr ',' '\n' | sed -nE 's/^ *(DNS|IP Address)://p')
  for name in $(document ClusterConfiguration | awk '/^  certSANs:/ { on = 1; next } on && /^    - / { gsub(/["-]/, " "); print $1; next } { on = 0 }'); do
    grep -Fxq -- "$name" <<<"$have" || missing=yes
  done
  [[ $missing == yes ]] || return 0
  rm -f -- "$PKI/apiserver.crt" "$PKI/apiserver.key"
  phases=("certs apiserver" "${phases[@]}")
}
