#!/usr/bin/env bash
# Debian machines for tests: systemd as process 1, an SSH server and a network of their own, over one root that is made once.
# Nothing of this machine's own is changed but a bridge and network namespaces, which `down` takes away.
#
#   machines.sh root <root>                        makes the root, if it is not there yet (about a minute)
#   machines.sh up   <root> <folder> <net> <name>… starts them, at <net>.11, <net>.12, …; the bridge has <net>.1
#   machines.sh down <folder> <net>                ends them
#
# <folder> is empty or new, and on another filesystem than overlays; <net> is such as 10.77.3. Root's rights are needed.
set -Eeuo pipefail

readonly SUITE=bookworm
# What a server image of Debian has, and what scripts of the project install from packages anyway.
readonly PACKAGES=(systemd systemd-sysv dbus openssh-server sudo nftables iproute2 iputils-ping procps curl ca-certificates gnupg jq kmod auditd fail2ban unattended-upgrades chrony apparmor conntrack socat ethtool)

say() { printf 'machines: %s\n' "$*" >&2; }

mirror() {
  local found
  found="$(sed -nE 's#^(URIs:|deb( \[[^]]*\])?) +(https?://[^ ]+).*#\3#p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v security | head -n 1)" || true
  printf '%s' "${found:-http://deb.debian.org/debian}"
}

make_root() {
  local root="$1" making
  [[ -e "${root}/.whole" ]] && return 0
  making="$(mktemp -d "${root}.XXXXXX")"
  # shellcheck disable=SC2064 # The path of now is meant.
  trap "rm -rf --one-file-system '${making}'" EXIT
  say "making the root of the machines (about a minute)"
  local list
  list="$(IFS=,; printf '%s' "${PACKAGES[*]}")"
  timeout 900 debootstrap --variant=minbase --include="${list}" "${SUITE}" "${making}" "$(mirror)" >"${making}.log" 2>&1 ||
    { tail -n 20 "${making}.log" >&2; return 1; }
  rm -f "${making}.log" "${making}/etc/fstab" "${making}"/etc/ssh/ssh_host_* "${making}/etc/hostname" "${making}/etc/machine-id"
  # Names and network are given from outside; clocks and kernel settings are this machine's own, and stay untouched.
  rm -f "${making}"/etc/systemd/system/multi-user.target.wants/{chrony,fail2ban,auditd,unattended-upgrades}.service
  rm -f "${making}"/etc/systemd/system/*.wants/{networking,apt-daily.timer,apt-daily-upgrade.timer,e2scrub_reap}.service
  ln -sf /dev/null "${making}/etc/systemd/system/systemd-timesyncd.service"
  chroot "${making}" useradd --create-home --shell /bin/bash deployer
  printf 'deployer ALL=(ALL) NOPASSWD: ALL\n' >"${making}/etc/sudoers.d/deployer"
  chmod 0440 "${making}/etc/sudoers.d/deployer"
  touch "${making}/.whole"
  chmod 0755 "${making}"
  # Another test may have been quicker.
  mv --no-target-directory "${making}" "${root}" 2>/dev/null || [[ -e "${root}/.whole" ]]
}

bridge_of() { printf 'jng%s' "$(cut -d. -f3 <<<"$1")"; }

start_machine() {
  local root="$1" folder="$2" net="$3" name="$4" number="$5" bridge at namespace
  bridge="$(bridge_of "${net}")"
  at="${folder}/${name}"
  namespace="${bridge}-${name}"
  mkdir -p "${at}"/{upper,work,root}
  ip netns add "${namespace}"
  ip link add "${bridge}p${number}" type veth peer name host0 netns "${namespace}"
  ip link set "${bridge}p${number}" master "${bridge}" up
  ip -n "${namespace}" addr add "${net}.$((number + 10))/24" dev host0
  ip -n "${namespace}" link set host0 up
  ip -n "${namespace}" link set lo up
  ip -n "${namespace}" route add default via "${net}.1"
  mount -t overlay overlay -o "lowerdir=${root},upperdir=${at}/upper,workdir=${at}/work" "${at}/root"
  printf '%s\n' "${name}" >"${at}/root/etc/hostname"
  printf '127.0.0.1 localhost\n%s.%s %s\n' "${net}" "$((number + 10))" "${name}" >"${at}/root/etc/hosts"
  printf '%032x\n' "$((number + 256))" >"${at}/root/etc/machine-id"
  cp "${folder}/host_key" "${at}/root/etc/ssh/ssh_host_ed25519_key"
  cp "${folder}/host_key.pub" "${at}/root/etc/ssh/ssh_host_ed25519_key.pub"
  chmod 0600 "${at}/root/etc/ssh/ssh_host_ed25519_key"
  install -d -m 0700 -o 1000 -g 1000 "${at}/root/home/deployer/.ssh"
  install -m 0600 -o 1000 -g 1000 "${folder}/user_key.pub" "${at}/root/home/deployer/.ssh/authorized_keys"
  # 133 asks for another start: that is a reboot.
  (
    code=133
    while [[ "${code}" == 133 ]]; do
      code=0
      SYSTEMD_NSPAWN_API_VFS_WRITABLE=network systemd-nspawn --quiet --keep-unit --register=no \
        --capability=CAP_NET_ADMIN,CAP_NET_RAW --directory="${at}/root" --network-namespace-path="/run/netns/${namespace}" \
        --machine="${namespace}" --boot >>"${at}/console.log" 2>&1 </dev/null &
      printf '%s\n' "$!" >"${at}/pid"
      wait "$!" || code="$?"
    done
  ) >/dev/null 2>&1 </dev/null &
  printf '%s\n' "$!" >"${at}/keeper"
}

up() {
  local root="$1" folder="$2" net="$3" bridge number=0 name
  shift 3
  bridge="$(bridge_of "${net}")"
  mkdir -p "${folder}"
  ssh-keygen -q -t ed25519 -N '' -C '' -f "${folder}/host_key"
  ssh-keygen -q -t ed25519 -N '' -C '' -f "${folder}/user_key"
  ip link add "${bridge}" type bridge
  ip addr add "${net}.1/24" dev "${bridge}"
  ip link set "${bridge}" up
  for name in "$@"; do
    number=$((number + 1))
    start_machine "${root}" "${folder}" "${net}" "${name}" "${number}"
  done
  number=0
  for name in "$@"; do
    number=$((number + 1))
    await_ssh "${net}.$((number + 10))" || { tail -n 20 "${folder}/${name}/console.log" >&2; return 1; }
  done
}

await_ssh() {
  local deadline=$((SECONDS + 90))
  until timeout 2 bash -c "exec 3<>/dev/tcp/$1/22; read -r -t 2 line <&3; [[ \${line} == SSH-2.0-* ]]" 2>/dev/null; do
    ((SECONDS < deadline)) || { say "no SSH server at $1"; return 1; }
    sleep 0.1
  done
}

down() {
  local folder="$1" net="$2" at pid link bridge
  bridge="$(bridge_of "${net}")"
  for at in "${folder}"/*/; do
    [[ -e "${at}keeper" ]] || continue
    # The keeper first, which would start it again; then the machine's own process 1, with which everything in it ends.
    kill -KILL "$(cat "${at}keeper")" 2>/dev/null || true
    pid="$(cat "${at}pid" 2>/dev/null || true)"
    [[ -z "${pid}" ]] || pkill -KILL -P "${pid}" 2>/dev/null || true
    [[ -z "${pid}" ]] || kill -KILL "${pid}" 2>/dev/null || true
  done
  for at in "${folder}"/*/; do
    [[ -d "${at}root" ]] || continue
    local deadline=$((SECONDS + 30))
    while mountpoint -q "${at}root" && ! umount "${at}root" 2>/dev/null; do
      ((SECONDS < deadline)) || { umount --lazy "${at}root"; break; }
      sleep 0.1
    done
    ip netns del "${bridge}-$(basename "${at}")" 2>/dev/null || true
  done
  # A namespace that has gone takes its links with it, but later.
  for link in /sys/class/net/"${bridge}"p*; do
    [[ ! -e "${link}" ]] || ip link del "$(basename "${link}")" 2>/dev/null || true
  done
  ip link del "${bridge}" 2>/dev/null || true
  rm -rf --one-file-system "${folder}"
}

case "${1:-}" in
  root) make_root "$2" ;;
  up) shift; up "$@" ;;
  down) shift; down "$@" ;;
  *) say "root, up or down"; exit 64 ;;
esac
