#!/usr/bin/env bash
# renew-certificates.sh [now]: the control plane's certificates, where one of them ends within DAYS, and the pods that have read them. The kubelet
# renews its own. By a timer, on each control plane at a time of its own.
set -Eeuo pipefail
umask 077
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

# A year is their time; the timer comes every day of a month's first week.
: "${DAYS:=90}" "${LIMIT:=300}"
kubernetes=/etc/kubernetes
socket=unix:///run/containerd/containerd.sock

due() {
  local file
  [[ ${1:-} != now ]] || return 0
  for file in "$kubernetes"/pki/*.crt "$kubernetes"/pki/etcd/*.crt; do
    # Authorities are not kubeadm's to renew: they are the environment's.
    [[ ${file##*/} == *ca.crt ]] && continue
    timeout 30 openssl x509 -noout -checkend $((DAYS * 86400)) -in "$file" >/dev/null || return 0
  done
  return 1
}

crictl_() { timeout --kill-after=10 "$LIMIT" crictl --runtime-endpoint "$socket" "$@"; }

answers() {
  local end=$((SECONDS + LIMIT))
  until timeout 15 kubectl --kubeconfig "$kubernetes/admin.conf" --request-timeout=10s --server "https://$1:6443" get --raw /readyz >/dev/null 2>&1; do
    ((SECONDS < end)) || { echo "The API server does not answer after its certificates were renewed." >&2; return 1; }
    sleep 2
  done
}

due "$@" || { echo "No certificate ends within $DAYS days."; exit 0; }
exec 9>/run/lock/jangada.lock
flock -w 3600 9
timeout --kill-after=30 "$LIMIT" kubeadm certs renew all
address=$(sed -nE 's/^ *- --advertise-address=(.*)$/\1/p' "$kubernetes/manifests/kube-apiserver.yaml")
# The kubelet starts them anew. One after the other: etcd's other members, and whoever asks, are served meanwhile.
for name in etcd kube-apiserver kube-controller-manager kube-scheduler; do
  for container in $(crictl_ ps --quiet --state Running --name "^$name\$"); do crictl_ stop --timeout 30 "$container"; done
  answers "$address"
done
# kube-vip's is not one of kubeadm's.
if [[ -s $kubernetes/kube-vip.conf && -s $kubernetes/jangada/cluster.yaml ]]; then
  made=$(mktemp -p "$kubernetes" .kube-vip.XXXXXX)
  trap 'rm -f -- "$made"' EXIT
  timeout --kill-after=10 "$LIMIT" kubeadm kubeconfig user --client-name kube-vip --config "$kubernetes/jangada/cluster.yaml" >"$made"
  sed -i -E "s#^( *server: ).*#\1https://$address:6443#" "$made"
  mv -- "$made" "$kubernetes/kube-vip.conf"
  for container in $(crictl_ ps --quiet --state Running --name '^kube-vip$'); do crictl_ stop --timeout 30 "$container"; done
fi
echo "Renewed."
