#!/usr/bin/env bash
# start-host.sh FOLDER NAME NUMBER ROOT KEY: a host with systemd of its own, an overlay of ROOT, in a network namespace on the bridge jangada-test, at
# 10.79.0.(10 + NUMBER). Runs until it is ended, and takes everything down then; a reboot from within starts it again.
# The kernel is the machine's own: kernel.* and vm.* settings and the clock cannot be set from within.
set -Eeuo pipefail

folder=$1 name=$2 number=$3 root=$4 key=$5
host=$folder/$name
space=jangada-$name
mkdir -p -- "$host/root"
[[ -d $host/layers/upper ]] || mkdir -p -- "$host/layers/upper" "$host/layers/work"

down() {
  trap - EXIT
  set +e
  [[ -n ${nspawn:-} ]] && kill -KILL "$nspawn" 2>/dev/null && wait "$nspawn"
  umount -l "$host/root"
  ip link del "jt$number"
  ip netns del "$space"
} 2>/dev/null
trap down EXIT
trap 'exit 0' TERM INT

ip link show jangada-test >/dev/null 2>&1 || {
  ip link add jangada-test type bridge
  ip addr add 10.79.0.1/24 dev jangada-test
  ip link set jangada-test up
}
ip netns add "$space"
ip link add "jt$number" type veth peer name host0 netns "$space"
ip link set "jt$number" master jangada-test up
ip -n "$space" addr add "10.79.0.$((10 + number))/24" dev host0
ip -n "$space" link set host0 up
ip -n "$space" link set lo up
ip -n "$space" route add default via 10.79.0.1

mount -t overlay -o "lowerdir=$root,upperdir=$host/layers/upper,workdir=$host/layers/work" overlay "$host/root"
printf '%032x\n' "$((number + 4096))" >"$host/root/etc/machine-id"
echo fresh >"$host/root/etc/hostname"
printf '127.0.0.1 localhost fresh\n' >"$host/root/etc/hosts"
rm -f -- "$host/root/etc/resolv.conf"
echo 'nameserver 10.79.0.1' >"$host/root/etc/resolv.conf"
chroot "$host/root" id ops >/dev/null 2>&1 || chroot "$host/root" useradd -m -s /bin/bash ops
install -d -m 700 -- "$host/root/home/ops/.ssh"
install -m 600 -- "$key.pub" "$host/root/home/ops/.ssh/authorized_keys"
chroot "$host/root" chown -R ops:ops /home/ops
echo 'ops ALL=(ALL) NOPASSWD: ALL' >"$host/root/etc/sudoers.d/ops"
ssh-keygen -q -A -f "$host/root"

while :; do
  SYSTEMD_NSPAWN_API_VFS_WRITABLE=network systemd-nspawn --quiet --keep-unit --register=no --capability=CAP_NET_ADMIN,CAP_NET_RAW \
    --directory="$host/root" --network-namespace-path="/run/netns/$space" --machine="$name" --boot </dev/null >>"$host/console" 2>&1 &
  nspawn=$!
  code=0
  wait "$nspawn" || code=$?
  # What systemd-nspawn says of a reboot from within.
  ((code == 133)) || break
done
