#!/usr/bin/env bash
# make-image.sh CACHE: makes a Debian guest once, and anew where what it is made from has changed: the hosts' own root (test/hosts/make-root.sh) with a
# kernel, as a disk, and what hosting companies' images bring along that the stages have to stand against. Prints the folder: `disk`, `swap`, `vmlinuz`,
# `initrd`. The guest becomes its own by a tar on the disk `keys` (guest.ts).
set -Eeuo pipefail
umask 022

cache=$1
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
# shellcheck source=test/hosts/mirror.sh
source "$here/../hosts/mirror.sh"
# The kernel that hosts have who are no cloud's; udev, without which no disk has a name; and what makes swap by itself.
PACKAGES="linux-image-amd64 initramfs-tools udev zram-tools open-iscsi"
# Bytes of the disk; the stages ask for 20 GiB. What is not written takes no place.
SIZE=24G

main() {
  local layers folder
  layers=$(bash "$here/../hosts/make-root.sh" "$cache")
  folder=$cache/guest-$(printf '%s' "$layers" | cat - "${BASH_SOURCE[0]}" | sha256sum | cut -c1-12)
  exec 9>"$cache/lock"
  flock 9
  [[ -f $folder/ready ]] || make_image "$folder" "${layers%%:*}" "${layers#*:}" >&2
  printf '%s\n' "$folder"
}

make_image() {
  local folder=$1 above=$2 below=$3 tree=$1/tree
  # Of earlier ones nobody makes use any more.
  rm -rf -- "$cache"/guest-*
  mkdir -p -- "$tree"
  cp -a -- "$below/." "$above/." "$tree"
  kernel "$tree"
  mv -- "$tree"/boot/vmlinuz-* "$folder/vmlinuz"
  mv -- "$tree"/boot/initrd.img-* "$folder/initrd"
  system "$tree"
  as_others_have_it "$tree"
  truncate -s "$SIZE" "$folder/disk"
  mke2fs -q -t ext4 -L root -d "$tree" "$folder/disk"
  truncate -s 128M "$folder/swap"
  mkswap -q "$folder/swap"
  rm -rf -- "$tree"
  touch "$folder/ready"
}

kernel() {
  local tree=$1
  echo "deb $(mirror) bookworm main" >"$tree/etc/apt/sources.list"
  cp -L -- /etc/resolv.conf "$tree/etc/resolv.conf"
  mount -t proc proc "$tree/proc"
  trap 'umount -- "$tree/proc"' EXIT
  # Nothing begins to run within; and an initrd with what this machine's disks need, which an emulated one unpacks sooner.
  printf '#!/bin/sh\nexit 101\n' >"$tree/usr/sbin/policy-rc.d"
  chmod 755 "$tree/usr/sbin/policy-rc.d"
  inside() { chroot "$tree" env DEBIAN_FRONTEND=noninteractive LC_ALL=C "$@"; }
  inside apt-get -q -y update
  inside apt-get -q -y install --no-install-recommends initramfs-tools
  printf 'MODULES=list\nCOMPRESS=lz4\n' >"$tree/etc/initramfs-tools/conf.d/guest"
  printf 'virtio_pci\nvirtio_blk\next4\n' >>"$tree/etc/initramfs-tools/modules"
  # shellcheck disable=SC2086 # Words, on purpose.
  inside apt-get -q -y install --no-install-recommends lz4 $PACKAGES
  inside apt-get clean
  umount -- "$tree/proc"
  trap - EXIT
  rm -rf -- "$tree/usr/sbin/policy-rc.d" "$tree"/var/lib/apt/lists/*
  : >"$tree/etc/apt/sources.list"
}

system() {
  local tree=$1
  chroot "$tree" useradd -m -s /bin/bash ops
  install -d -m 700 -o "$(stat -c %u "$tree/home/ops")" -g "$(stat -c %g "$tree/home/ops")" -- "$tree/home/ops/.ssh"
  echo 'ops ALL=(ALL) NOPASSWD: ALL' >"$tree/etc/sudoers.d/ops"
  echo guest >"$tree/etc/hostname"
  printf '127.0.0.1 localhost guest\n' >"$tree/etc/hosts"
  # QEMU's own (its documentation, "Using the user mode network stack").
  rm -f -- "$tree/etc/resolv.conf"
  echo 'nameserver 10.0.2.3' >"$tree/etc/resolv.conf"
  printf '[Match]\nName=eth0\n[Network]\nAddress=10.0.2.15/24\nGateway=10.0.2.2\n' >"$tree/etc/systemd/network/eth0.network"
  cat >"$tree/etc/systemd/system/keys.service" <<'UNIT'
[Unit]
ConditionPathExists=!/home/ops/.ssh/authorized_keys
Before=ssh.service
[Service]
Type=oneshot
ExecStart=/usr/bin/tar -xf /dev/disk/by-id/virtio-keys -C /
ExecStart=/usr/bin/chown -R ops:ops /home/ops
[Install]
WantedBy=multi-user.target
UNIT
  chroot "$tree" systemctl --quiet enable systemd-networkd.service keys.service ssh.service
  # Nobody tells it the time, for which everything else would wait.
  chroot "$tree" systemctl --quiet mask chrony-wait.service
}

# What is found on hosts, and comes again with the next start.
as_others_have_it() {
  local tree=$1
  printf '/dev/disk/by-id/virtio-swap none swap sw,nofail 0 0\ntmpfs /tmp tmpfs noexec,nosuid,nodev 0 0\n' >"$tree/etc/fstab"
  # Ubuntu has had systemd listen for sshd since 22.10.
  chroot "$tree" systemctl --quiet enable zramswap.service nftables.service ssh.socket
  # Others' settings, by a name that comes after ours.
  printf 'net.ipv4.ip_forward = 0\nvm.overcommit_memory = 0\nkernel.panic = 0\n' >"$tree/etc/sysctl.d/99-image.conf"
}

main
