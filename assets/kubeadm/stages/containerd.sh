#!/usr/bin/env bash
# The container runtime, and Kubernetes' own packages of one patch release, held.
set -Eeuo pipefail

: "${RUNTIME_REPOSITORY:=https://download.docker.com/linux}"

stage() {
  runtime
  kubernetes
}

runtime() {
  local version again=no
  repository docker "$RUNTIME_REPOSITORY/$(os_release ID)" "$RUNTIME_REPOSITORY/$(os_release ID)/gpg" "$(os_release VERSION_CODENAME) stable"
  ensure_packages "${RUNTIME_PACKAGE:-containerd.io}"
  if checking && ! command -v containerd >/dev/null; then return 0; fi
  version=$(containerd --version | awk '{ print $3 }')
  configuration "${version#v}" | ensure_file /etc/containerd/config.toml 644
  again=$FILE_CHANGED
  ensure_file /etc/crictl.yaml 644 <<'CONFIGURATION'
runtime-endpoint: unix:///run/containerd/containerd.sock
image-endpoint: unix:///run/containerd/containerd.sock
timeout: 10
CONFIGURATION
  ensure_service containerd.service "$again"
}

# The keys' names changed with containerd 2 (docs/cri/config.md): what is written is whole, and nothing of the packaged file is edited.
configuration() {
  local version=$1 images runtime form=3
  images="io.containerd.cri.v1.images" runtime="io.containerd.cri.v1.runtime"
  if older "$version" 2.0; then
    form=2
    images="io.containerd.grpc.v1.cri" runtime="io.containerd.grpc.v1.cri"
  fi
  printf 'version = %s\n' "$form"
  if [[ $form == 3 ]]; then
    printf "[plugins.'%s'.pinned_images]\n  sandbox = '%s'\n" "$images" "$PAUSE_IMAGE"
    printf "[plugins.'%s'.registry]\n  config_path = '/etc/containerd/certs.d'\n" "$images"
  else
    printf "[plugins.'%s']\n  sandbox_image = '%s'\n" "$images" "$PAUSE_IMAGE"
    printf "[plugins.'%s'.registry]\n  config_path = '/etc/containerd/certs.d'\n" "$images"
  fi
  printf "[plugins.'%s'.containerd.runtimes.runc]\n  runtime_type = 'io.containerd.runc.v2'\n" "$runtime"
  printf "[plugins.'%s'.containerd.runtimes.runc.options]\n  SystemdCgroup = true\n" "$runtime"
}

kubernetes() {
  local name held
  # A node that runs is raised by the stage converge, drained and in its turn.
  if is_member; then
    note "It is a node already: versions are the stage converge's."
  else
    kubernetes_repository
    ensure_packages "kubeadm=$KUBERNETES_VERSION-*" "kubelet=$KUBERNETES_VERSION-*" "kubectl=$KUBERNETES_VERSION-*" cri-tools
  fi
  held=$(apt-mark showhold)
  for name in kubeadm kubelet kubectl "${RUNTIME_PACKAGE:-containerd.io}"; do
    grep -Fxq -- "$name" <<<"$held" && continue
    changed "hold of $name"
    checking || apt-mark hold "$name" >/dev/null
  done
  if checking && ! command -v kubelet >/dev/null; then return 0; fi
  # It waits for kubeadm's files, and starts again until they are there.
  if ! systemctl is-enabled --quiet kubelet.service; then
    changed "kubelet.service is enabled"
    checking || systemctl enable --quiet kubelet.service
  fi
}
