#!/usr/bin/env bash
# Packages, time, what Kubernetes needs of the kernel, and no swap.
set -Eeuo pipefail

MODULES=(overlay br_netfilter nf_conntrack)
# Longhorn's volumes are disks that the host reaches by iSCSI (longhorn.io/docs, installation requirements).
if [[ ${STORAGE:-none} == longhorn ]]; then MODULES+=(iscsi_tcp); fi

# After every name that others give, since the last one counts when the host starts (systemd-sysctl, sysctl.d(5)): images bring a 99-… of their own,
# and Debian's own 99-sysctl.conf is /etc/sysctl.conf.
SYSCTL=/etc/sysctl.d/zz-jangada.conf

# Kubernetes: forwarding, and packets of bridges through iptables. The kubelet refuses to start where these kernel.* and vm.* are otherwise
# (protectKernelDefaults). The others after kubespray's roles node and kubernetes/preinstall.
SETTINGS='net.ipv4.ip_forward = 1
net.bridge.bridge-nf-call-iptables = 1
net.bridge.bridge-nf-call-ip6tables = 1
net.ipv4.conf.all.rp_filter = 1
net.ipv4.ip_local_reserved_ports = 30000-32767
vm.overcommit_memory = 1
vm.panic_on_oom = 0
kernel.panic = 10
kernel.panic_on_oops = 1
kernel.keys.root_maxbytes = 25000000
kernel.keys.root_maxkeys = 1000000
fs.inotify.max_user_instances = 8192
fs.inotify.max_user_watches = 524288'

stage() {
  # iptables: kube-proxy and Calico bring their own in images; the kubelet's hairpin rules need the host's (kubernetes#82966).
  ensure_packages ca-certificates curl gpg conntrack socat ethtool iptables nftables iproute2 kmod procps openssh-client
  # Whoever finds a volume's folder may write into it: nobody but root finds it.
  if [[ ${STORAGE:-none} != none ]]; then ensure_directory "$STORAGE_PATH" 700; fi
  if shares_kernel; then
    note "It is a container: time, modules, kernel settings and swap are its host's."
    return 0
  fi
  time_synchronised
  modules
  kernel_settings
  no_swap
  if [[ ${STORAGE:-none} == longhorn ]]; then block_devices; fi
}

block_devices() {
  ensure_packages open-iscsi
  ensure_service iscsid.service
}

# Certificates and etcd's leases count on it. Whatever does it already, does it.
time_synchronised() {
  local unit
  for unit in chrony ntpsec ntp systemd-timesyncd; do
    if systemctl is-active --quiet "$unit.service"; then return 0; fi
  done
  ensure_packages chrony
  ensure_service chrony.service
}

modules() {
  local module
  printf '%s\n' "${MODULES[@]}" | ensure_file /etc/modules-load.d/90-jangada.conf 644
  for module in "${MODULES[@]}"; do
    if [[ -d /sys/module/$module ]]; then continue; fi
    changed "module $module"
    checking || modprobe -- "$module"
  done
}

kernel_settings() {
  local name value now
  ensure_file "$SYSCTL" 644 <<<"$SETTINGS"
  while read -r name _ value; do
    now=$(sysctl -n "$name" 2>/dev/null || true)
    [[ $now == "$value" ]] && continue
    changed "sysctl $name"
    checking || sysctl -q -w "$name=$value"
  done <<<"$SETTINGS"
}

# What makes swap in memory or in a file when the host starts, and is no unit of the kind swap (zram-tools, Ubuntu's zram-config, dphys-swapfile).
SWAP_MAKERS=(zramswap zram-config dphys-swapfile)

no_swap() {
  local unit
  for unit in "${SWAP_MAKERS[@]}"; do ensure_no_service "$unit.service"; done
  if [[ -n "$(swapon --show --noheadings)" ]]; then
    changed "swap is off"
    checking || swapoff -a
  fi
  if grep -Eq '^[^#]\S*\s+\S+\s+swap\s' /etc/fstab 2>/dev/null; then
    sed -E 's/^([^#]\S*\s+\S+\s+swap\s)/# jangada: \1/' /etc/fstab | ensure_file /etc/fstab "$(stat -c %a /etc/fstab)"
  fi
  while read -r unit _; do
    ensure_no_service "$unit"
  done < <(systemctl list-unit-files --type=swap --no-legend --plain)
}
