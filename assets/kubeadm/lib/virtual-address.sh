#!/usr/bin/env bash
# The virtual address of the API server where kube-vip moves it. kube-vip needs the API server for its lease, and kubeadm needs the address for the
# API server: the first control plane therefore carries the address itself until kube-vip does. Its kubeconfig is its own, of a user that may
# do nothing but hold that lease; no administrator's file is mounted into it (kube-vip#684). Sourced by run.sh.
# shellcheck disable=SC2034 # Stages and the other parts read what is set here.
set -Eeuo pipefail

VIP_USER=kube-vip
VIP_MANIFEST=$KUBERNETES/manifests/kube-vip.yaml

has_kube_vip() { [[ ${ENDPOINT_KIND:-} == kube-vip ]] && is_control_plane; }

endpoint_interface() {
  if [[ -n ${ENDPOINT_INTERFACE:-} ]]; then
    printf '%s' "$ENDPOINT_INTERFACE"
  else
    ip -o -4 addr show to "$NODE_ADDRESS" | awk 'NR == 1 { print $2 }'
  fi
}

carries_virtual_address() { [[ -n "$(ip -o -4 addr show to "$ENDPOINT_HOST")" ]]; }

# take_virtual_address: before kubeadm init.
take_virtual_address() {
  has_kube_vip || return 0
  carries_virtual_address || ip addr replace "$ENDPOINT_HOST/32" dev "$(endpoint_interface)"
}

give_virtual_address_back() {
  has_kube_vip && carries_virtual_address || return 0
  ip addr del "$ENDPOINT_HOST/32" dev "$(endpoint_interface)" || true
}

# virtual_address_pod: kube-vip as a static pod, of a member.
virtual_address_pod() {
  if ! has_kube_vip; then
    if [[ -e $VIP_MANIFEST ]]; then
      changed "$VIP_MANIFEST"
      checking || rm -f -- "$VIP_MANIFEST" "$KUBERNETES/kube-vip.conf"
    fi
    return 0
  fi
  virtual_address_rights
  virtual_address_kubeconfig
  ensure_file "$VIP_MANIFEST" 600 <"$HERE/config/kube-vip.yaml"
  if [[ $FILE_CHANGED == yes ]] && ! checking; then
    wait_until "$WAIT" "kube-vip holds its lease" virtual_address_held || fail "kube-vip does not take its lease (kube-system/plndr-cp-lock); see its container's log."
    # Where another holds it, two would answer for one address.
    [[ "$(virtual_address_holder)" == "$NODE_NAME" ]] || give_virtual_address_back
  fi
}

virtual_address_holder() { kube -n kube-system get lease plndr-cp-lock --ignore-not-found -o 'jsonpath={.spec.holderIdentity}'; }
virtual_address_held() { [[ -n "$(virtual_address_holder)" ]]; }

virtual_address_rights() {
  if ! has -n kube-system rolebinding "$VIP_USER"; then
    changed "rights of $VIP_USER"
    checking || retry_here kube apply -f - >&2 <<RIGHTS
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: { name: $VIP_USER, namespace: kube-system }
rules:
  - { apiGroups: [coordination.k8s.io], resources: [leases], verbs: [create] }
  - { apiGroups: [coordination.k8s.io], resources: [leases], resourceNames: [plndr-cp-lock], verbs: [get, update, patch, list, watch] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: $VIP_USER, namespace: kube-system }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: $VIP_USER }
subjects: [{ apiGroup: rbac.authorization.k8s.io, kind: User, name: $VIP_USER }]
RIGHTS
  fi
}

# It speaks with this host's own API server: through the address that it moves it could never take it back.
virtual_address_kubeconfig() {
  local file=$KUBERNETES/kube-vip.conf made=$WORK/new.kube-vip
  [[ -s $file ]] && return 0
  changed "$file"
  checking && return 0
  bounded kubeadm kubeconfig user --client-name "$VIP_USER" --config "$HERE/config/cluster.yaml" >"$made" || fail "kubeadm does not make kube-vip's kubeconfig; see the stage's log."
  sed -i -E "s#^( *server: ).*#\1https://$NODE_ADDRESS:6443#" "$made"
  install -m 600 -- "$made" "$file"
}
