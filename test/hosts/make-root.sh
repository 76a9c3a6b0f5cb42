#!/usr/bin/env bash
# make-root.sh FOLDER: a Debian with what the stages install, so that hosts without a way to the internet have it, and stand-ins for what Debian
# does not have (kubeadm, kubelet, kubectl, crictl, containerd.io), as packages of a signed repository. Made once; hosts are overlays of it.
set -Eeuo pipefail
umask 022

root=$1
[[ -f $root/srv/ready ]] && exit 0
rm -rf -- "$root"
mkdir -p -- "$root"
debootstrap --variant=minbase --include=systemd,systemd-sysv,dbus,openssh-server,openssh-client,sudo,nftables,iproute2,ca-certificates,kmod,procps,chrony,auditd,fail2ban,python3-systemd,unattended-upgrades,containerd,runc,conntrack,socat,ethtool,iptables,curl,gpg,keepalived,hostname \
  bookworm "$root" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}"
rm -f -- "$root/etc/fstab" "$root"/etc/ssh/ssh_host_* "$root/etc/machine-id"
# Debian's own sources lead nowhere from the hosts.
: >"$root/etc/apt/sources.list"

work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
export GNUPGHOME=$work/gnupg
install -d -m 700 -- "$GNUPGHOME"
gpg --batch --quiet --passphrase '' --quick-generate-key 'Stand-ins <test@example.org>' ed25519 sign never

# package FOLDER NAME VERSION PROGRAM TEXT: a stand-in, and its paragraph of the index.
package() {
  local folder=$1 name=$2 version=$3 program=$4 text=$5 tree=$work/$2 file=$2_$3_all.deb
  mkdir -p -- "$tree/DEBIAN" "$tree/usr/bin" "$folder"
  printf 'Package: %s\nVersion: %s\nArchitecture: all\nMaintainer: Test <test@example.org>\nDescription: stand-in\n' "$name" "$version" >"$tree/DEBIAN/control"
  printf '#!/bin/bash\n%s\n' "$text" >"$tree/usr/bin/$program"
  chmod 755 "$tree/usr/bin/$program"
  if [[ $name == kubelet ]]; then
    mkdir -p -- "$tree/lib/systemd/system"
    printf '[Service]\nExecStart=/usr/bin/kubelet\n[Install]\nWantedBy=multi-user.target\n' >"$tree/lib/systemd/system/kubelet.service"
  fi
  dpkg-deb --root-owner-group --build "$tree" "$folder/$file" >/dev/null
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

kubernetes=$root/srv/kubernetes/v1.35/deb
for version in 1.35.3-1.1 1.35.4-1.1; do
  package "$kubernetes" kubeadm "$version" kubeadm 'exit 0'
  package "$kubernetes" kubelet "$version" kubelet 'exec sleep infinity'
  package "$kubernetes" kubectl "$version" kubectl 'exit 0'
done
package "$kubernetes" cri-tools 1.34.0-1.1 crictl 'exit 0'
release "$kubernetes" Packages
gpg --batch --armor --export >"$kubernetes/Release.key"

runtime=$root/srv/runtime/debian
package "$runtime/pool" containerd.io 2.1.4-1 containerd-stand-in 'exit 0' pool/
release "$runtime/dists/bookworm" "stable/binary-$(dpkg --print-architecture)/Packages"
gpg --batch --armor --export >"$runtime/gpg"
chmod -R a+rX "$root/srv"
touch "$root/srv/ready"
