#!/usr/bin/env bash
# JANGADA_SNAPSHOT=PATH run.sh restore, on every control plane, with the same copy: etcd as it was then. What was written since is lost. What etcd held before stays
# beside, and comes back where the restore fails.
# shellcheck disable=SC2034 # lib.sh reads what is set here.
set -Eeuo pipefail

ETCD=/var/lib/etcd
ASIDE=/var/lib/jangada/restore

stage() {
  is_member || fail "It is no node: a control plane is one before it is given a copy."
  is_control_plane || fail "A worker has no etcd."
  [[ ${JANGADA_SNAPSHOT:-} == /* && -s ${JANGADA_SNAPSHOT:-} ]] || fail "Which copy? JANGADA_SNAPSHOT=/absolute/path, the same file on every control plane."
  if checking; then
    changed "etcd"
    return 0
  fi
  [[ ! -e $ASIDE ]] || fail "$ASIDE is there: a restore before this one was ended. Look at what it holds, put its manifests back, and take it away."
  install -d -m 700 -- "$ASIDE"
  undo put_back
  mv -- "$KUBERNETES/manifests/kube-apiserver.yaml" "$KUBERNETES/manifests/etcd.yaml" "$ASIDE/"
  wait_until "$WAIT" "etcd has ended" etcd_ended || fail "etcd does not end."
  mv -- "$ETCD" "$ASIDE/etcd"
  install -d -m 700 -- "$ETCD"
  restore_copy || fail "etcdutl does not take the copy; see the stage's log."
  mv -- "$ASIDE/etcd.yaml" "$ASIDE/kube-apiserver.yaml" "$KUBERNETES/manifests/"
  UNDO=()
  mv -- "$ASIDE" "$ASIDE-$(date -u +%Y%m%dT%H%M%SZ)"
  changed "etcd"
  note "The others follow with the same copy; etcd answers when a majority has."
}

etcd_ended() { [[ -z "$(etcd_container || true)" ]] && ! answers "$NODE_ADDRESS:6443" "$PKI/ca.crt"; }

put_back() {
  local file
  if [[ -d $ASIDE/etcd ]]; then
    rm -rf -- "$ETCD"
    mv -- "$ASIDE/etcd" "$ETCD"
  fi
  for file in etcd.yaml kube-apiserver.yaml; do
    [[ ! -e $ASIDE/$file ]] || mv -- "$ASIDE/$file" "$KUBERNETES/manifests/"
  done
  rmdir -- "$ASIDE"
}

# By the image that etcd runs from. All members are told the same, so that they find each other. Revisions go on from far above, so that nobody who watches
# takes what is old for what is new (etcd.io/docs/v3.6/op-guide/recovery).
restore_copy() {
  local image members="" pair
  image=$(sed -nE 's/^ *(- )?image: "?([^" ]*)"?$/\2/p' "$ASIDE/etcd.yaml" | head -n1)
  for pair in ${CONTROL_PLANES:-}; do members+="${members:+,}${pair%%=*}=https://${pair##*=}:2380"; done
  install -m 600 -- "$JANGADA_SNAPSHOT" "$ASIDE/copy.db"
  timeout --kill-after=10 "$KUBEADM_TIMEOUT" ctr -n k8s.io run --rm --mount "type=bind,src=$ASIDE,dst=/restore,options=rbind:rw" "$image" jangada-restore \
    etcdutl snapshot restore /restore/copy.db --name "$NODE_NAME" --initial-cluster "$members" --initial-advertise-peer-urls "https://$NODE_ADDRESS:2380" \
    --initial-cluster-token jangada-restored --bump-revision 1000000000 --mark-compacted --data-dir /restore/restored >&2 || return 1
  cp -a -- "$ASIDE/restored/." "$ETCD/"
  rm -rf -- "$ASIDE/restored" "$ASIDE/copy.db"
}
