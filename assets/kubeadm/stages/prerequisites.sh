#!/usr/bin/env bash
# Whether this host can be a node at all. Changes nothing, and tells every problem at once.
set -Eeuo pipefail

# MiB and CPUs below which kubeadm itself refuses a control plane (cmd/kubeadm/app/constants: ControlPlaneMem, ControlPlaneNumCPU); for
# a worker, kubespray's minimal_node_memory_mb.
: "${CONTROL_PLANE_MEMORY:=1700}" "${WORKER_MEMORY:=900}" "${CONTROL_PLANE_CPUS:=2}"
# GiB of the file system that holds images, pods and etcd.
: "${DISK:=20}"
# Kernel that Calico's data plane and kube-proxy need (docs.tigera.io, system requirements).
: "${KERNEL:=5.10}"

stage() {
  check_system
  check_size
  check_addresses
  check_ports
  check_mounts
  check_other_cluster
  fail_if_problems
}

check_system() {
  local running kind
  [[ -d /run/systemd/system ]] || problem "systemd does not run."
  running="$(os_release ID)-$(os_release VERSION_ID)"
  if [[ -n ${DISTRIBUTION:-} && $running != "$DISTRIBUTION" ]]; then
    problem "It runs $running, and the file says $DISTRIBUTION."
  elif [[ " ${DISTRIBUTIONS:-} " != *" $running "* ]]; then
    problem "It runs $running; known are: ${DISTRIBUTIONS:-none}."
  fi
  case "$(uname -m)" in
    x86_64 | aarch64) ;;
    *) problem "Its architecture is $(uname -m); known are x86_64 and aarch64." ;;
  esac
  running=$(uname -r)
  if older "${running%%-*}" "$KERNEL"; then problem "Its kernel is $running; it must be $KERNEL or newer."; fi
  kind=$(stat -fc %T /sys/fs/cgroup 2>/dev/null || true)
  if [[ $kind != cgroup2fs ]]; then
    if [[ ${ALLOW_CGROUP_V1:-no} == yes ]]; then
      note "Control groups are of version 1."
    else
      problem "Control groups are not of version 2 alone, which the kubelet needs (systemd.unified_cgroup_hierarchy=1 on the kernel's command line)."
    fi
  fi
  command -v scp >/dev/null || problem "scp is missing (package openssh-client): Terraform copies files by it."
}

check_size() {
  local memory cpus need=$WORKER_MEMORY size
  memory=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo)
  cpus=$(nproc)
  if [[ $ROLE == control-plane ]]; then
    need=$CONTROL_PLANE_MEMORY
    ((cpus >= CONTROL_PLANE_CPUS)) || problem "It has $cpus CPU; a control plane needs $CONTROL_PLANE_CPUS."
  fi
  ((memory >= need)) || problem "It has $memory MiB of memory; a $ROLE needs $need."
  size=$(df --output=size -BG /var/lib | awk 'NR == 2 { print int($1) }')
  ((size >= DISK)) || problem "The file system of /var/lib has $size GiB; images, pods and etcd need $DISK."
}

check_addresses() {
  local used
  if ! ip -o -4 addr show | awk '{ sub(/\/.*/, "", $4); print $4 }' | grep -Fxq -- "$NODE_ADDRESS"; then
    problem "None of its interfaces has the address $NODE_ADDRESS, by which the other nodes are to reach it (nodeAddress)."
  fi
  for used in ${POD_CIDR:-} ${SERVICE_CIDR:-}; do
    # What Calico and kube-proxy set themselves is on a node alone.
    if ! is_member && ip -4 route show | awk '{ print $1 }' | grep -Fxq -- "$used"; then
      problem "It has a route to $used already, which is to be the cluster's own."
    fi
  done
  grep -Eq '^[[:space:]]*nameserver[[:space:]]' /etc/resolv.conf 2>/dev/null || problem "/etc/resolv.conf names no server."
}

check_ports() {
  local port wanted=(10250)
  # What a try that was ended left running is put right by the stage that tries again.
  if is_member || is_trying; then return 0; fi
  [[ $ROLE == control-plane ]] && wanted+=(6443 2379 2380 10257 10259)
  for port in "${wanted[@]}"; do
    if ss -Hltn "sport = :$port" | grep -q .; then problem "Something listens on the port $port already."; fi
  done
}

check_mounts() {
  local folder
  for folder in /var/lib /usr/local/bin /opt; do
    [[ -d $folder ]] || continue
    if findmnt -n -o OPTIONS -T "$folder" | tr , '\n' | grep -Fxq noexec; then
      problem "$folder is mounted noexec: neither containers nor network plugins could be run from there."
    fi
  done
}

# A node of another cluster is never reset by a stage: somebody may need it.
check_other_cluster() {
  local theirs
  is_member || return 0
  [[ -n ${CA_SHA256:-} ]] || return 0
  theirs=$(awk '$1 == "certificate-authority-data:" { print $2 }' /etc/kubernetes/kubelet.conf | head -n1 | base64 -d 2>/dev/null | sha256sum | cut -d' ' -f1)
  [[ $theirs == "$CA_SHA256" ]] || problem "It is a node of another cluster. Take it out of that (kubectl drain, kubeadm reset) first."
}
