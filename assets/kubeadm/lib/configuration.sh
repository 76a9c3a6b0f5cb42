#!/usr/bin/env bash
# Which configuration the cluster has, and which this node. kubeadm keeps what it was given, with its own defaults among it; so the digests of
# what was given stand beside, in a ConfigMap of ours that nodes may read, and on each node. Sourced by run.sh.
# shellcheck disable=SC2034 # Stages and the other parts read what is set here.
set -Eeuo pipefail

CONFIGURATIONS=jangada-configuration
CLUSTER_FILE=$HERE/config/cluster.yaml

# document KIND: of config/cluster.yaml. The version is told apart: it is raised by an upgrade, not by a configuration.
document() {
  awk -v kind="$1" '
    function told() { if (text ~ ("kind: \"?" kind "\"?\n")) printf "%s", text; text = "" }
    /^---$/ { told(); next }
    { text = text $0 "\n" }
    END { told() }' "$CLUSTER_FILE"
}

digest_of() { document "$1" | sed '/^kubernetesVersion:/d' | sha256sum | cut -d' ' -f1; }

# applied KIND: what this node has; published KIND: what a node gets that joins.
applied() { cat -- "$APPLIED/$1" 2>/dev/null || true; }
published() { kube -n kube-system get configmap "$CONFIGURATIONS" --ignore-not-found -o "jsonpath={.data.$1}"; }

KINDS=(ClusterConfiguration KubeletConfiguration KubeProxyConfiguration)

publish_configuration() {
  local kind
  {
    cat <<CONFIGURATIONS
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: "jangada:nodes", namespace: kube-system }
rules: [{ apiGroups: [""], resources: [configmaps], resourceNames: [$CONFIGURATIONS], verbs: [get] }]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: "jangada:nodes", namespace: kube-system }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: "jangada:nodes" }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: Group, name: "system:nodes" }]
---
apiVersion: v1
kind: ConfigMap
metadata: { name: $CONFIGURATIONS, namespace: kube-system }
data:
CONFIGURATIONS
    for kind in "${KINDS[@]}"; do printf '  %s: "%s"\n' "$kind" "$(digest_of "$kind")"; done
  } >"$WORK/new.configurations"
  retry_here kube apply -f "$WORK/new.configurations" >&2
}

# remember_configuration: of a node that has just joined, or been brought to what is published.
remember_configuration() {
  local kind
  install -d -m 700 -- "$APPLIED"
  is_control_plane || KUBECONFIG_FILE=$KUBERNETES/kubelet.conf
  for kind in "${KINDS[@]}"; do published "$kind" >"$APPLIED/$kind"; done
  remember_files
}

# What a hand changes thereafter is seen.
files_now() {
  local folders=(/var/lib/kubelet/config.yaml)
  # A worker has none.
  [[ -d $KUBERNETES/manifests ]] && folders+=("$KUBERNETES/manifests")
  find "${folders[@]}" -type f ! -name kube-vip.yaml -exec sha256sum {} + | sort -k 2
}
remember_files() { files_now >"$APPLIED/files"; }
files_changed() { { diff <(files_now) "$APPLIED/files" || true; } | awk '/^[<>]/ { print $3 }' | sort -u; }
