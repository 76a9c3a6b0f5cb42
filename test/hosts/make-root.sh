#!/usr/bin/env bash
# make-root.sh CACHE: makes a Debian with what the stages install, so that hosts without a way to the internet have it; and a layer above it:
# stand-ins for what Debian does not have (kubeadm, kubelet, kubectl, crictl, containerd.io), as packages of a signed repository. Each is made once,
# and anew where what it is made from has changed. Prints both, for overlays.
set -Eeuo pipefail
umask 022

cache=$1
root=$cache/debian-12
layer=$cache/packages-$(sha256sum <"${BASH_SOURCE[0]}" | cut -c1-12)
work=""
# shellcheck source=test/hosts/mirror.sh
source "$(dirname "${BASH_SOURCE[0]}")/mirror.sh"

# What a host of a provider's image has, and what the stages install.
PACKAGES=systemd,systemd-sysv,dbus,openssh-server,openssh-client,sudo,nftables,iproute2,ca-certificates,openssl,kmod,procps,chrony,auditd,fail2ban,python3-systemd,unattended-upgrades,containerd,runc,conntrack,socat,ethtool,iptables,curl,gpg,keepalived,hostname

main() {
  mkdir -p -- "$cache"
  # Tests that begin at the same time make them once.
  exec 9>"$cache/lock"
  flock 9
  [[ "$(cat "$root/srv/ready" 2>/dev/null || echo none)" == "$PACKAGES" ]] || make_root >&2
  [[ -f $layer/ready ]] || make_layer >&2
  printf '%s:%s\n' "$layer/tree" "$root"
}

make_root() {
  rm -rf -- "$root"
  mkdir -p -- "$root"
  debootstrap --variant=minbase --include="$PACKAGES" bookworm "$root" "$(mirror)"
  rm -f -- "$root/etc/fstab" "$root"/etc/ssh/ssh_host_* "$root/etc/machine-id"
  # Debian's own sources lead nowhere from the hosts. Their clock and network are given from outside, and nothing else is to begin by itself.
  : >"$root/etc/apt/sources.list"
  rm -f -- "$root"/etc/systemd/system/*.wants/{chrony,networking,apt-daily,apt-daily-upgrade,e2scrub_reap,e2scrub_all,fstrim,dpkg-db-backup,unattended-upgrades}.{service,timer}
  ln -sf /dev/null "$root/etc/systemd/system/systemd-timesyncd.service"
  printf '%s' "$PACKAGES" >"$root/srv/ready"
}

make_layer() {
  rm -rf -- "$layer"
  work=$(mktemp -d)
  trap 'gpgconf --kill all; rm -rf -- "$work"' EXIT
  export GNUPGHOME=$work/gnupg
  install -d -m 700 -- "$GNUPGHOME"
  gpg --batch --quiet --passphrase '' --quick-generate-key 'Stand-ins <test@example.org>' ed25519 sign never
  kubernetes 1.34 1.34.4-1.1
  kubernetes 1.35 1.35.3-1.1 1.35.4-1.1
  kubernetes 1.36 1.36.3-1.1
  local runtime=$layer/tree/srv/runtime/debian
  package "$runtime/pool" containerd.io 2.1.4-1 containerd-stand-in 'exit 0' pool/
  release "$runtime/dists/bookworm" "stable/binary-$(dpkg --print-architecture)/Packages"
  gpg --batch --armor --export >"$runtime/gpg"
  # Before containerd's own, which is real.
  mkdir -p -- "$layer/tree/usr/local/bin"
  printf '#!/bin/bash\n%s\n' "$(stand_in ctr 2.1.4)" >"$layer/tree/usr/local/bin/ctr"
  chmod 755 "$layer/tree/usr/local/bin/ctr"
  chmod -R a+rX "$layer/tree"
  touch "$layer/ready"
}

# kubernetes MINOR VERSION…: a repository of that minor, as pkgs.k8s.io has them.
kubernetes() {
  local folder=$layer/tree/srv/kubernetes/v$1/deb version program
  shift
  for version in "$@"; do
    for program in kubeadm kubelet kubectl; do package "$folder" "$program" "$version" "$program" "$(stand_in "$program" "${version%-*}")"; done
  done
  package "$folder" cri-tools 1.34.0-1.1 crictl "$(stand_in crictl 1.34.0)"
  release "$folder" Packages
  gpg --batch --armor --export >"$folder/Release.key"
}

# What /etc/stand-in says where the project is, which is bound into each host. A kubelet without its configuration fails and is started again; this one waits,
# since five that do so have a machine busy.
stand_in() {
  [[ $1 != kubelet ]] || printf 'until [[ -e /var/lib/kubelet/config.yaml ]]; do sleep 1; done\n'
  # shellcheck disable=SC2016 # The host's own shell expands it.
  printf '. /etc/stand-in\nexport STAND_IN_VERSION=%s\nexec "$STAND_IN_NODE" -r "$STAND_IN_PROJECT/scripts/register.cjs" "$STAND_IN_PROJECT/test/hosts/stand-ins/%s.ts" "$@"' "$2" "$1"
}

# package FOLDER NAME VERSION PROGRAM TEXT: a stand-in, and its paragraph of the index.
package() {
  local folder=$1 name=$2 version=$3 program=$4 text=$5 tree=$work/$2 file=$2_$3_all.deb
  mkdir -p -- "$tree/DEBIAN" "$tree/usr/bin" "$folder"
  printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: Test <test@example.org>\nDescription: stand-in\n' "$name" "$version" >"$tree/DEBIAN/control"
  printf '#!/bin/bash\n%s\n' "$text" >"$tree/usr/bin/$program"
  chmod 755 "$tree/usr/bin/$program"
  if [[ $name == kubelet ]]; then
    mkdir -p -- "$tree/lib/systemd/system"
    printf '[Unit]\nStartLimitIntervalSec=0\n[Service]\nExecStart=/usr/bin/kubelet\nRestart=always\nRestartSec=1\n[Install]\nWantedBy=multi-user.target\n' >"$tree/lib/systemd/system/kubelet.service"
  fi
  dpkg-deb --root-owner-group -Znone --build "$tree" "$folder/$file" >/dev/null
  {
    cat "$tree/DEBIAN/control"
    printf 'Filename: %s\nSize: %d\nSHA256: %s\n\n' "${6:-./}$file" "$(stat -c %s "$folder/$file")" "$(sha256sum <"$folder/$file" | cut -d' ' -f1)"
  } >>"$work/Packages"
  rm -rf -- "$tree"
}

# release FOLDER PACKAGES: signs it.
release() {
  local folder=$1 packages=$2
  mkdir -p -- "$folder/$(dirname "$packages")"
  mv "$work/Packages" "$folder/$packages"
  {
    printf 'Origin: test\nLabel: test\nSuite: stable\nCodename: bookworm\nArchitectures: amd64 arm64\nComponents: stable\nDate: %s\nSHA256:\n' "$(date -Ru)"
    printf ' %s %d %s\n' "$(sha256sum <"$folder/$packages" | cut -d' ' -f1)" "$(stat -c %s "$folder/$packages")" "$packages"
  } >"$folder/Release"
  gpg --batch --quiet --yes --clearsign -o "$folder/InRelease" "$folder/Release"
}

main
