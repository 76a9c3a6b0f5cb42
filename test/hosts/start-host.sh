#!/usr/bin/env bash
# start-host.sh FOLDER NAME NUMBER NET LAYERS PROJECT: a host with systemd of its own, an overlay of what make-root.sh printed, in a network
# namespace on a bridge of its net, at 10.79.NET.(10 + NUMBER). FOLDER has the keys: `key.pub` logs in, `host_key` is every host's own; its `cluster`
# has the socket of the fake cluster. Runs until it is ended, and takes everything down then; a reboot from within starts it again.
# Where its standard input ends, whoever started it is gone, and so is everything that it made.
# The kernel is the machine's own: kernel.* and vm.* settings and the clock cannot be set from within.
set -Eeuo pipefail

folder=$1 name=$2 number=$3 net=$4 layers=$5 project=$6
host=$folder/$name
space=jangada-$net-$name
bridge=jangada-$net
link=jt$net-$number
mkdir -p -- "$host/root" "$folder/cluster"
[[ -d $host/layers/upper ]] || mkdir -p -- "$host/layers/upper" "$host/layers/work"

# Each host's systemd has trees of control groups of its own: of what they share, each would clear away what another has just made.
trees=()
for tree in /sys/fs/cgroup /sys/fs/cgroup/systemd /sys/fs/cgroup/unified; do
  [[ ! -w $tree/cgroup.procs ]] || trees+=("$tree/$space")
done

enter_groups() {
  local tree
  for tree in "${trees[@]}"; do
    mkdir -p -- "$tree"
    echo "$BASHPID" >"$tree/cgroup.procs"
  done
}

# Everything that runs on the host: systemd outlives a systemd-nspawn that was killed.
end_groups() {
  local running
  for _ in {1..100}; do
    mapfile -t running < <(find "${trees[@]}" -name cgroup.procs -exec cat {} + | sort -u)
    ((${#running[@]} > 0)) || break
    kill -KILL "${running[@]}"
    sleep 0.1
  done
  find "${trees[@]}" -depth -type d -exec rmdir {} +
}

down() {
  trap - EXIT
  set +e
  end_groups
  umount -l "$host/root"
  ip link del "$link"
  ip netns del "$space"
} 2>/dev/null
gone() {
  down
  rm -rf -- "$folder"
  ip link del "$bridge" 2>/dev/null
}
trap 'kill "$owner" 2>/dev/null; down' EXIT
trap 'exit 0' TERM INT
trap 'gone; exit 0' USR1
# 0 is taken from what runs in the background. This process may have been ended by force before.
exec 8<&0
{
  read -r -u 8 || true
  kill -USR1 $$ 2>/dev/null || gone
} &
owner=$!
exec 8<&- </dev/null

# The first of them makes it.
if ip link add "$bridge" type bridge 2>/dev/null; then
  ip addr add "10.79.$net.1/24" dev "$bridge"
  ip link set "$bridge" up
fi
ip netns add "$space"
ip link add "$link" type veth peer name host0 netns "$space"
ip link set "$link" master "$bridge" up
ip -n "$space" addr add "10.79.$net.$((10 + number))/24" dev host0
ip -n "$space" link set host0 up
ip -n "$space" link set lo up
ip -n "$space" route add default via "10.79.$net.1"

mount -t overlay -o "lowerdir=$layers,upperdir=$host/layers/upper,workdir=$host/layers/work" overlay "$host/root"
root=$host/root
printf '%032x\n' "$((net * 256 + number + 4096))" >"$root/etc/machine-id"
echo fresh >"$root/etc/hostname"
printf '127.0.0.1 localhost fresh\n' >"$root/etc/hosts"
rm -f -- "$root/etc/resolv.conf"
echo "nameserver 10.79.$net.1" >"$root/etc/resolv.conf"
grep -q '^ops:' "$root/etc/passwd" || chroot "$root" useradd -m -s /bin/bash ops
install -d -m 700 -- "$root/home/ops/.ssh"
install -m 600 -- "$folder/key.pub" "$root/home/ops/.ssh/authorized_keys"
chroot "$root" chown -R ops:ops /home/ops
echo 'ops ALL=(ALL) NOPASSWD: ALL' >"$root/etc/sudoers.d/ops"
install -m 600 -- "$folder/host_key" "$root/etc/ssh/ssh_host_ed25519_key"
install -m 644 -- "$folder/host_key.pub" "$root/etc/ssh/ssh_host_ed25519_key.pub"
printf 'STAND_IN_NODE=/usr/local/lib/stand-in-node\nSTAND_IN_PROJECT=%s\n' "$project" >"$root/etc/stand-in"

while :; do
  # /tmp is noexec everywhere, as the hardening guides have it.
  (
    enter_groups
    SYSTEMD_NSPAWN_API_VFS_WRITABLE=network exec systemd-nspawn --quiet --keep-unit --register=no --capability=CAP_NET_ADMIN,CAP_NET_RAW \
      --bind-ro="$project" --bind-ro="${NODE:-/usr/bin/node}:/usr/local/lib/stand-in-node" --bind="$folder/cluster:/run/stand-in-cluster" \
      --tmpfs=/tmp:mode=1777,noexec,nosuid,nodev \
      --directory="$root" --network-namespace-path="/run/netns/$space" --machine="$space" --boot </dev/null >>"$host/console" 2>&1
  ) &
  nspawn=$!
  code=0
  wait "$nspawn" || code=$?
  # What systemd-nspawn says of a reboot from within.
  ((code == 133)) || break
done
