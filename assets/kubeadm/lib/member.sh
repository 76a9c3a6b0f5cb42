#!/usr/bin/env bash
# How a host becomes a node: what is placed before, a try that is taken back where it fails, and what a member has beside. Sourced by run.sh.
#
# Only what a stage itself began is ever reset: a mark is written before kubeadm runs and taken away when the host is a member. A host that was
# one is not reset by any failure.
# shellcheck disable=SC2034 # Stages and the other parts read what is set here.
set -Eeuo pipefail

APPLIED=/var/lib/jangada/applied
PROGRAMS=/usr/local/lib/jangada

# place PATH MODE: from what the deployment brought.
place() { ensure_file "$KUBERNETES/$1" "$2" <"$PLACED/$1"; }

# What lies on a control plane before kubeadm runs, which takes what is there.
AUTHORITIES=(pki/ca pki/etcd/ca pki/front-proxy-ca)
place_authorities() {
  local name
  ensure_directory "$PKI" 700
  ensure_directory "$PKI/etcd" 700
  for name in "${AUTHORITIES[@]}"; do
    place "$name.crt" 644
    place "$name.key" 600
  done
  place pki/sa.key 600
  place pki/sa.pub 644
}

# place_server_files: what the API server reads beside its certificates. SERVER_CHANGED says whether one was another.
SERVER_CHANGED=no
place_server_files() {
  local file
  ensure_directory "$KUBERNETES/jangada" 700
  for file in "$PLACED"/jangada/*; do
    [[ -f $file ]] || continue
    place "jangada/${file##*/}" 600
    [[ $FILE_CHANGED == no ]] || SERVER_CHANGED=yes
  done
  ensure_directory /var/log/kubernetes/audit 700
}

AUTHORITY_FILES=(pki/{ca,etcd/ca,front-proxy-ca}.{crt,key} pki/sa.{key,pub})
need_control_plane_secrets() {
  local paths=("${AUTHORITY_FILES[@]/#/etc-kubernetes/}") name
  for name in authentication encryption audit-policy admission; do paths+=("etc-kubernetes/jangada/$name.yaml"); done
  need_secrets "${paths[@]}" "$@"
}

# try_to_be ACTION BEFORE BEGIN DONE: BEGIN up to twice, DONE says whether this host is a member; BEFORE each try it may be refused. What came of
# one that failed is taken back.
try_to_be() {
  local action=$1 before=$2 begin=$3 done=$4 try counted
  if is_trying; then
    say "an earlier try was ended"
    if [[ -s $KUBERNETES/kubelet.conf ]] && "$done"; then
      say "and had come to its end"
      become_member
      return 0
    fi
    roll_back
  elif [[ -e $KUBERNETES/bootstrap-kubelet.conf || -n "$(ls -A "$KUBERNETES/manifests" 2>/dev/null || true)" ]]; then
    fail "$KUBERNETES holds what no stage put there: kubeadm began here, and was not ended. Look at it, then run 'kubeadm reset' by hand."
  fi
  for try in 1 2; do
    "$before"
    counted=${#CHANGES[@]}
    install -d -m 700 /var/lib/jangada
    printf '%s\n' "$action" >"$TRYING"
    if "$begin" && wait_until "$WAIT" "this host is a node" "$done"; then
      become_member
      return 0
    fi
    say "failed ($try of 2): ${KUBEADM_SAID:-it is no node yet}"
    roll_back
    CHANGES=("${CHANGES[@]:0:counted}")
    ((try == 2)) || retry_wait 1
  done
  fail "kubeadm $action failed twice and was taken back: ${KUBEADM_SAID:-the host did not become a node}; see the stage's log."
}

become_member() {
  rm -f -- "$TRYING"
  UNDO=()
  changed "node $NODE_NAME"
}

roll_back() {
  say "takes back what came of it"
  timeout --kill-after=30 "$KUBEADM_TIMEOUT" kubeadm reset --force --cri-socket "$SOCKET" >&2 || say "kubeadm reset failed"
  wipe
  rm -f -- "$TRYING"
}

# What kubeadm's reset leaves (cmd/kubeadm/app/cmd/reset.go says so itself), of ours and of the network plugin's.
wipe() {
  local link
  bounded systemctl stop kubelet.service || true
  rm -rf -- /var/lib/etcd "$KUBERNETES"/{jangada,pki,manifests,jangada-discovery.conf,kube-vip.conf,bootstrap-kubelet.conf} "$APPLIED" \
    "$KUBERNETES"/{admin,super-admin,kubelet,controller-manager,scheduler}.conf /var/lib/kubelet/{config.yaml,kubeadm-flags.env,pki}
  rm -f -- /etc/cni/net.d/{10-calico.conflist,calico-kubeconfig}
  for link in $(ip -o link show | sed -nE 's/^[0-9]+: (cali[^@:]*|vxlan\.calico|kube-ipvs0)[@:].*/\1/p'); do
    ip link delete "$link" || true
  done
  give_virtual_address_back
}

# registered: by the kubelet's own eyes.
registered() {
  bounded curl -sf -o /dev/null --noproxy '*' --max-time 5 http://127.0.0.1:10248/healthz || return 1
  kubectl --kubeconfig "$KUBERNETES/kubelet.conf" --request-timeout=15s get node "$NODE_NAME" -o name >/dev/null
}

# serving: this host's own API server, etcd's vote, and the role by which others know it.
serving() {
  local own=(kubectl --kubeconfig "$KUBERNETES/admin.conf" --server "https://$NODE_ADDRESS:6443" --request-timeout=15s)
  registered || return 1
  "${own[@]}" get --raw /readyz >/dev/null || return 1
  [[ -n "$("${own[@]}" get nodes -l node-role.kubernetes.io/control-plane --field-selector "metadata.name=$NODE_NAME" -o name)" ]] || return 1
  KUBECONFIG_FILE=$KUBERNETES/admin.conf
  etcd_members | awk -v name="$NODE_NAME" '$3 == name && $2 == "started" && $5 == "false" { found = 1 } END { exit !found }'
}

# --- what a member has beside

# settle_in: the same on every run.
settle_in() {
  # It holds the token, and kubeadm needs it no more.
  checking || rm -f -- "$KUBERNETES/jangada-discovery.conf"
  ensure_directory "$APPLIED" 700
  is_control_plane || return 0
  programs
  virtual_address_pod
}

programs() {
  local file again=no
  ensure_directory "$PROGRAMS" 755
  for file in "$HERE"/programs/*.sh; do
    ensure_file "$PROGRAMS/${file##*/}" 755 <"$file"
  done
  timer certificates renew-certificates.sh "*-*-01..07 03:$(printf %02d $((20 * $(number_of_control_plane)))):00" "Certificates of the control plane, before they end"
  timer snapshot snapshot.sh "*-*-* 01:$(printf %02d $((20 * $(number_of_control_plane)))):00" "A copy of etcd, every night"
}

# Not two at the same time: each starts the API server anew.
number_of_control_plane() {
  local pair number=0
  for pair in ${CONTROL_PLANES:-}; do
    [[ ${pair%%=*} == "$NODE_NAME" ]] && break
    number=$((number + 1))
  done
  printf '%d' $((number % 3))
}

# timer NAME PROGRAM WHEN TITLE
timer() {
  local unit=/etc/systemd/system/jangada-$1 again=no
  ensure_file "$unit.service" 644 <<UNIT
[Unit]
Description=$4 (jangada)
ConditionPathExists=$KUBERNETES/admin.conf

[Service]
Type=oneshot
UMask=0077
TimeoutStartSec=1800
ExecStart=$PROGRAMS/$2
UNIT
  [[ $FILE_CHANGED == yes ]] && again=yes
  ensure_file "$unit.timer" 644 <<UNIT
[Unit]
Description=$4 (jangada)

[Timer]
OnCalendar=$3
Persistent=true

[Install]
WantedBy=timers.target
UNIT
  [[ $FILE_CHANGED == yes ]] && again=yes
  if [[ $again == yes ]] && ! checking; then systemctl daemon-reload; fi
  ensure_service "jangada-$1.timer" "$again"
}
