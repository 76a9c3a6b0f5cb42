#!/usr/bin/env bash
# What nodes are called, where they find names, and the virtual address of the API server where keepalived moves it.
set -Eeuo pipefail

# Seconds after which a control plane that does not answer gives the address away: three checks of two seconds.
VRRP_INTERVAL=2 VRRP_FALL=3

stage() {
  host_name
  host_names
  resolver
  if [[ ${ENDPOINT_KIND:-} == keepalived && $ROLE == control-plane ]]; then virtual_address; else no_virtual_address; fi
}

host_name() {
  ensure_file /etc/hostname 644 <<<"$NODE_NAME"
  if [[ "$(hostname)" != "$NODE_NAME" ]]; then
    changed "host name"
    checking || bounded hostname "$NODE_NAME"
  fi
}

# Nodes find each other without DNS: whatever happens to that, etcd does not lose its majority.
host_names() {
  local pair
  for pair in ${NODES:-}; do printf '%s %s\n' "${pair#*=}" "${pair%%=*}"; done | ensure_block /etc/hosts nodes
}

# A stub on the host's own address would send CoreDNS's questions back to itself (kubeadm#1162).
resolver() {
  local real=/etc/resolv.conf
  if grep -Eq '^nameserver[[:space:]]+127\.0\.0\.53' /etc/resolv.conf 2>/dev/null; then real=/run/systemd/resolve/resolv.conf; fi
  if grep -Eq '^nameserver[[:space:]]+127\.' "$real" 2>/dev/null; then
    problem "$real names a server on the host itself, which pods do not reach: name one of the network's."
    fail_if_problems
  fi
  ensure_link /etc/kubernetes/jangada-resolv.conf "$real"
}

# Everybody is a backup of equal right, and whoever answers keeps the address: one that comes back does not take it away.
virtual_address() {
  local interface=${ENDPOINT_INTERFACE:-} again=no peers="" pair
  [[ -n $interface ]] || interface=$(ip -o -4 addr show to "$NODE_ADDRESS" | awk 'NR == 1 { print $2 }')
  [[ -n $interface ]] || fail "No interface has the address $NODE_ADDRESS."
  ensure_packages keepalived
  for pair in ${CONTROL_PLANES:-}; do
    [[ ${pair#*=} == "$NODE_ADDRESS" ]] || peers+="    ${pair#*=}"$'\n'
  done
  # `-k`: whether it answers is asked, not who it is; nothing of the answer is used.
  ensure_file /etc/keepalived/jangada-answers 755 <<SCRIPT
#!/bin/sh
exec /usr/bin/curl -ksf -o /dev/null --max-time $VRRP_INTERVAL https://$NODE_ADDRESS:${ENDPOINT_PORT:-6443}/livez
SCRIPT
  [[ $FILE_CHANGED == yes ]] && again=yes
  # By unicast: many networks carry no multicast. The protocol knows no secret that counts (RFC 5798, 9); the stage firewall lets
  # nobody but the control planes speak it.
  ensure_file /etc/keepalived/keepalived.conf 600 <<CONFIGURATION
global_defs {
  enable_script_security
  script_user root
  vrrp_garp_master_refresh 60
}
vrrp_script answers {
  script "/etc/keepalived/jangada-answers"
  interval $VRRP_INTERVAL
  fall $VRRP_FALL
  rise 1
}
vrrp_instance api {
  state BACKUP
  nopreempt
  interface $interface
  virtual_router_id ${ROUTER_ID:-51}
  priority 100
  advert_int 1
  unicast_src_ip $NODE_ADDRESS
  unicast_peer {
$peers  }
  virtual_ipaddress {
    ${ENDPOINT_HOST}/32
  }
  track_script {
    answers
  }
}
CONFIGURATION
  [[ $FILE_CHANGED == yes ]] && again=yes
  ensure_service keepalived.service "$again"
}

# What another role, or another kind of endpoint, left behind: two that answer for one address are worse than none.
no_virtual_address() {
  [[ -f /etc/keepalived/jangada-answers ]] || return 0
  ensure_no_service keepalived.service
}
