#!/usr/bin/env bash
# What may reach this host: a table of our own, for what is meant for the host itself. Nothing is flushed that is not ours, and what is forwarded
# (pods, Services, node ports) is the network plugin's: a policy there is what cuts pods off (calico#7727).
set -Eeuo pipefail

TABLE=jangada_host
FILE=/etc/jangada/firewall.nft
UNIT=/etc/systemd/system/jangada-firewall.service
LISTED=/var/lib/jangada/firewall.listed
# Seconds in which somebody has to come in anew, or all is as it was.
: "${DEADMAN:=120}"

stage() {
  local before changed_file
  client_is_let_in
  before=$(mktemp -- "$WORK/saved.XXXXXX")
  [[ -f $FILE ]] && cp -a -- "$FILE" "$before"
  rules | ensure_file "$FILE" 600
  changed_file=$FILE_CHANGED
  ensure_file "$UNIT" 644 <<UNIT
[Unit]
Description=What may reach this host (jangada)
DefaultDependencies=no
Wants=network-pre.target
Before=network-pre.target shutdown.target
# Debian's own empties everything before it loads its file, when it starts and whenever it is reloaded or started anew.
After=nftables.service
PartOf=nftables.service
ReloadPropagatedFrom=nftables.service
Conflicts=shutdown.target

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/usr/sbin/nft -f $FILE
ExecReload=/usr/sbin/nft -f $FILE

[Install]
WantedBy=multi-user.target
UNIT
  if [[ $FILE_CHANGED == yes ]] && ! checking; then systemctl daemon-reload; fi
  if [[ $changed_file == no ]] && is_as_listed; then
    ensure_service jangada-firewall.service
    return 0
  fi
  [[ $changed_file == yes ]] || changed "table inet $TABLE"
  checking && return 0
  load "$before"
}

load() {
  local before=$1 back
  nft -c -f "$FILE" || fail "nft does not take $FILE."
  back="nft delete table inet $TABLE; rm -f $FILE; systemctl disable --quiet jangada-firewall.service"
  if [[ -s $before ]]; then
    install -m 600 -- "$before" /var/lib/jangada/firewall.before
    back="nft -f /var/lib/jangada/firewall.before && install -m 600 /var/lib/jangada/firewall.before $FILE"
  fi
  deadman_arm firewall "$DEADMAN" <<<"$back; rm -f $LISTED"
  undo bash /var/lib/jangada/deadman/firewall
  nft -f "$FILE"
  listed >"$LISTED"
  ensure_service jangada-firewall.service
  # run.sh stops the timer, where it is called over a new connection.
  note "Taken back in $DEADMAN seconds unless somebody comes in by then."
}

# What nft shows of it, without counters.
listed() { nft -s list table inet "$TABLE" 2>/dev/null; }
is_as_listed() { [[ -f $LISTED ]] && [[ -n "$(listed)" && "$(listed)" == "$(cat "$LISTED")" ]]; }

rules() {
  local ssh
  ssh=$(ssh_ports)
  cat <<RULES
table inet $TABLE
delete table inet $TABLE
table inet $TABLE {
  set nodes {
    type ipv4_addr
    elements = { $(commas "$(addresses_of "${NODES:-}")") }
  }
  set control_planes {
    type ipv4_addr
    elements = { $(commas "$(addresses_of "${CONTROL_PLANES:-}")") }
  }
  set admins {
    type ipv4_addr
    flags interval
    auto-merge
    elements = { $(commas "${ADMIN_CIDRS:-}") }
  }
  chain input {
    type filter hook input priority filter; policy drop;
    ct state established,related accept
    ct state invalid drop
    iif "lo" accept
    meta l4proto { icmp, ipv6-icmp } accept
    udp sport 67 udp dport 68 accept
    udp sport 547 udp dport 546 accept
    ip saddr @admins tcp dport { $ssh } accept
    ip saddr @nodes tcp dport { $ssh } accept
    iifname "cali*" accept
$(tunnels)
    ip saddr ${POD_CIDR} accept
$(of_role)
    ip saddr @control_planes tcp dport 10250 accept
$(of_pods)
    ip saddr @nodes tcp dport { 5473, 9100, 10250 } accept
    limit rate 6/minute burst 5 packets log prefix "jangada drop: "
  }
}
RULES
}

of_role() {
  [[ $ROLE == control-plane ]] || return 0
  printf '    ip saddr @%s tcp dport 6443 accept\n' nodes admins
  for address in ${BALANCERS:-}; do printf '    ip saddr %s tcp dport 6443 accept\n' "$address"; done
  printf '    ip saddr @control_planes tcp dport { 2379, 2380 } accept\n'
  [[ ${ENDPOINT_KIND:-} == keepalived ]] && printf '    ip saddr @control_planes meta l4proto 112 accept\n'
  return 0
}

# Where packets of pods come out of what carried them from another node (Calico's own names).
tunnels() {
  case ${NETWORK_MODE:-vxlan} in
    vxlan*) echo '    iifname "vxlan.calico" accept' ;;
    ipip*) echo '    iifname "tunl0" accept' ;;
  esac
  [[ -n ${WIREGUARD:-} ]] && echo '    iifname "wireguard.cali" accept'
  return 0
}

# What carries them, and by what nodes tell each other routes (docs.tigera.io, "System requirements", network); MetalLB's members find each other.
of_pods() {
  case ${NETWORK_MODE:-vxlan} in
    vxlan*) echo '    ip saddr @nodes udp dport 4789 accept' ;;
    ipip*) printf '    ip saddr @nodes %s accept\n' 'meta l4proto 4' 'tcp dport 179' ;;
    none) echo '    ip saddr @nodes tcp dport 179 accept' ;;
  esac
  [[ -n ${WIREGUARD:-} ]] && echo '    ip saddr @nodes udp dport 51820 accept'
  [[ -n ${LOAD_BALANCERS:-} ]] && printf '    ip saddr @nodes %s dport 7946 accept\n' tcp udp
  return 0
}

addresses_of() {
  local pair
  for pair in $1; do printf '%s ' "${pair#*=}"; done
}

commas() {
  local list=$1
  # shellcheck disable=SC2086 # Words, on purpose.
  list=$(printf '%s, ' $list)
  printf '%s' "${list%, }"
}

# What sshd listens on.
ssh_ports() {
  local ports
  ports=$(sshd -T 2>/dev/null | awk '$1 == "port" { print $2 }' | sort -nu | tr '\n' ' ')
  commas "${ports:-22}"
}

# Before anything is closed: whoever does it has to be let in again.
client_is_let_in() {
  local client=${SSH_CONNECTION%% *} range
  [[ -n ${SSH_CONNECTION:-} && $client != *:* ]] || return 0
  for range in ${ADMIN_CIDRS:-} $(addresses_of "${NODES:-}"); do
    if in_range "$client" "$range"; then return 0; fi
  done
  fail "You come from $client, which would not be let in again: name it in kubeadm.adminCidrs."
}

# in_range ADDRESS RANGE
in_range() {
  local prefix=32 mask
  [[ $2 == */* ]] && prefix=${2#*/}
  mask=$(((0xffffffff << (32 - prefix)) & 0xffffffff))
  ((($(number "$1") & mask) == ($(number "${2%/*}") & mask)))
}

number() {
  local a b c d
  IFS=. read -r a b c d <<<"$1"
  printf '%d' $(((a << 24) | (b << 16) | (c << 8) | d))
}
