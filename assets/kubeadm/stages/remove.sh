#!/usr/bin/env bash
# A host that is no node any more: reset, and what the stages put there for the cluster's sake taken away. On the host itself, after `forget` on a control plane, or
# before it where nobody else answers. Its hardening, its packages and its name stay.
set -Eeuo pipefail

stage() {
  if is_member || is_trying || [[ -e $KUBERNETES/kubelet.conf || -e $KUBERNETES/manifests/etcd.yaml ]]; then
    changed "node $NODE_NAME"
    checking || roll_back
  fi
  no_timers
  no_service_of keepalived.service /etc/keepalived/jangada-answers
  no_firewall
  gone /etc/kubernetes/jangada "$JOIN_TOKEN" "$PROGRAMS" "$APPLIED" "$CORDONED" "$PREPARED" /var/log/kubernetes/audit
  # Copies of etcd stay: they may be all that is left of a cluster.
  without_names
}

no_timers() {
  local name
  for name in certificates snapshot; do
    [[ -e /etc/systemd/system/jangada-$name.timer ]] || continue
    changed "jangada-$name.timer"
    checking && continue
    systemctl disable --quiet --now "jangada-$name.timer"
    rm -f -- "/etc/systemd/system/jangada-$name."{timer,service}
    systemctl daemon-reload
  done
}

# no_service_of UNIT FILE: where the file says that it is ours.
no_service_of() {
  [[ -e $2 ]] || return 0
  changed "$1"
  checking && return 0
  systemctl disable --quiet --now "$1"
  rm -f -- "$2" /etc/keepalived/keepalived.conf
}

# It lets in the cluster's nodes and closes out what this host may serve next. Others' tables stay.
no_firewall() {
  local unit=/etc/systemd/system/jangada-firewall.service
  [[ -e $unit || -e /etc/jangada/firewall.nft ]] || return 0
  changed "table inet jangada_host"
  checking && return 0
  systemctl disable --quiet --now jangada-firewall.service || true
  nft delete table inet jangada_host 2>/dev/null || true
  rm -f -- "$unit" /etc/jangada/firewall.nft /var/lib/jangada/firewall.{listed,before}
  systemctl daemon-reload
}

gone() {
  local path
  for path in "$@"; do
    [[ -e $path ]] || continue
    changed "$path"
    checking || rm -rf -- "$path"
  done
}

without_names() {
  grep -q '^# jangada: nodes begins$' /etc/hosts 2>/dev/null || return 0
  sed '/^# jangada: nodes begins$/,/^# jangada: nodes ends$/d' /etc/hosts | ensure_file /etc/hosts "$(stat -c %a /etc/hosts)"
}
