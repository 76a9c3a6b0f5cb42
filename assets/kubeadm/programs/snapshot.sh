#!/usr/bin/env bash
# snapshot.sh: a copy of etcd, as this control plane's member has it, into /var/lib/jangada/snapshots; prints its path. The newest KEEP stay.
# Every Secret is in it, encrypted by the keys of /etc/kubernetes/jangada/encryption.yaml: without these it is of no use, and both are for root alone.
set -Eeuo pipefail
umask 077
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

: "${KEEP:=7}" "${LIMIT:=300}"
folder=/var/lib/jangada/snapshots
# Of the host's folders, etcd's container writes to this one alone.
made=/var/lib/etcd/jangada-snapshot.db
pki=/etc/kubernetes/pki/etcd
socket=unix:///run/containerd/containerd.sock

install -d -m 700 -- "$folder"
exec 9>/run/lock/jangada-snapshot.lock
flock -w "$LIMIT" 9
trap 'rm -f -- "$made" "$made.part"' EXIT
rm -f -- "$made" "$made.part"

container=$(timeout --kill-after=10 30 crictl --runtime-endpoint "$socket" ps --quiet --state Running --name '^etcd$' | head -n1)
[[ -n $container ]] || { echo "No etcd runs on this host." >&2; exit 1; }
inside() { timeout --kill-after=10 "$LIMIT" crictl --runtime-endpoint "$socket" exec "$container" "$@" >&2; }

inside etcdctl --endpoints=https://127.0.0.1:2379 --cacert="$pki/ca.crt" --cert="$pki/healthcheck-client.crt" --key="$pki/healthcheck-client.key" \
  snapshot save "$made"
# Whole, by its own checksum.
inside etcdutl snapshot status "$made"

name=$folder/etcd-$(date -u +%Y%m%dT%H%M%SZ).db
cp -- "$made" "$name.part"
mv -- "$name.part" "$name"
find "$folder" -maxdepth 1 -name 'etcd-*.db' -printf '%T@ %p\n' | sort -rn | tail -n "+$((KEEP + 1))" | cut -d' ' -f2- | while read -r old; do rm -f -- "$old"; done
printf '%s\n' "$name"
