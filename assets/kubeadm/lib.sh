#!/usr/bin/env bash
# What every stage shares: retries, bounds, files that are written only where they differ, and the way back. Sourced by run.sh, never run.
#
# A stage says what is to be, by `ensure_*`. In the mode `check` nothing is changed, and what would be is told as `differs`.
# Whatever was changed is undone in reverse order if the stage fails. Nothing secret is an argument of a program, and nothing is traced.
set -Eeuo pipefail

: "${RETRIES:=3}" "${RETRY_BASE:=5}" "${COMMAND_TIMEOUT:=300}"
: "${MODE:=apply}" "${OWNER:=root:root}"
: "${WORK:=/var/lib/jangada/work}"

# What stands at the end of a pipe is of this shell: `rules | ensure_file …` counts, and a producer that fails is noticed (pipefail).
shopt -s lastpipe

CHANGES=()
NOTES=()
PROBLEMS=()
UNDO=()
AT_END=()
FILE_CHANGED=no

checking() { [[ $MODE == check ]]; }

# say TEXT: into the log.
say() { printf '%(%FT%TZ)T %s\n' -1 "$*" >&2; }

# changed WHAT: told in the result; in the mode `check`, what differs.
changed() {
  CHANGES+=("$1")
  if checking; then say "differs: $1"; else say "changed: $1"; fi
}

# note TEXT: told in the result, and no change.
note() {
  NOTES+=("$1")
  say "note: $1"
}

# problem TEXT: the stage goes on, so that all of them are told at once, and fails in the end.
problem() {
  PROBLEMS+=("$1")
  say "problem: $1"
}

# fail TEXT: the stage ends here.
fail() {
  problem "$1"
  exit 1
}

fail_if_problems() {
  if ((${#PROBLEMS[@]} > 0)); then exit 1; fi
}

# bounded PROGRAM…: with an end, whatever it waits for.
bounded() { timeout --kill-after=10 "$COMMAND_TIMEOUT" "$@"; }

# Whatever asks the system, a file system or a service may wait for ever: these have their end wherever they are called.
for program in apt-mark crictl ctr df findmnt ip kubeadm kubectl modprobe nft ss sshd swapoff swapon sysctl systemctl; do
  eval "$program() { bounded $program \"\$@\"; }"
done
unset program

# retry PROGRAM…: up to RETRIES times, each with an end.
retry() { retry_here bounded "$@"; }

# retry_here FUNCTION…: waits RETRY_BASE, 2·RETRY_BASE, … seconds and up to RETRY_BASE more between tries, so that hosts that failed together
# do not come back together.
retry_here() {
  local try=1 code wait
  while :; do
    code=0
    "$@" || code=$?
    ((code == 0)) && return 0
    if [[ $1 == bounded ]]; then say "failed ($try of $RETRIES, exit $code): $2"; else say "failed ($try of $RETRIES, exit $code): $1"; fi
    ((try >= RETRIES)) && return "$code"
    retry_wait "$try"
    try=$((try + 1))
  done
}

# retry_wait TRY
retry_wait() {
  local wait=$((RETRY_BASE * (1 << ($1 - 1))))
  ((RETRY_BASE > 0)) && wait=$((wait + RANDOM % (RETRY_BASE + 1)))
  sleep "$wait"
}

# at_end FUNCTION: called when the stage ends, however it does; the last one first.
at_end() { AT_END=("$1" "${AT_END[@]}"); }

# undo FUNCTION ARGUMENT…: called if the stage fails, the last one first.
undo() {
  local quoted
  printf -v quoted '%q ' "$@"
  UNDO+=("$quoted")
}

undo_all() {
  local at
  for ((at = ${#UNDO[@]} - 1; at >= 0; at--)); do
    say "undo: ${UNDO[at]}"
    # Quoted by undo().
    eval "${UNDO[at]}" || say "undo failed: ${UNDO[at]}"
  done
  UNDO=()
}

restore_file() { cp -a -- "$2" "$1"; }
remove_file() { rm -f -- "$1"; }

# ensure_directory PATH MODE
ensure_directory() {
  local path=$1 mode=${2#0}
  if [[ -d $path && ! -L $path && "$(stat -c '%a %U:%G' -- "$path")" == "$mode $OWNER" ]]; then return 0; fi
  changed "$path"
  checking && return 0
  install -d -m "$mode" -o "${OWNER%:*}" -g "${OWNER#*:}" -- "$path"
}

# ensure_file PATH MODE < CONTENT: whole and at once, never half. FILE_CHANGED says whether it was another.
ensure_file() {
  local path=$1 mode=${2#0} new saved
  FILE_CHANGED=no
  mkdir -p -- "$WORK"
  new=$(mktemp -- "$WORK/new.XXXXXX")
  cat >"$new"
  if [[ -f $path && ! -L $path ]] && cmp -s -- "$new" "$path" && [[ "$(stat -c '%a %U:%G' -- "$path")" == "$mode $OWNER" ]]; then
    rm -f -- "$new"
    return 0
  fi
  # shellcheck disable=SC2034 # Stages read it.
  FILE_CHANGED=yes
  changed "$path"
  if checking; then
    rm -f -- "$new"
    return 0
  fi
  [[ -d ${path%/*} ]] || install -d -m 755 -- "${path%/*}"
  if [[ -e $path || -L $path ]]; then
    saved=$(mktemp -- "$WORK/saved.XXXXXX")
    cp -a --remove-destination -- "$path" "$saved"
    undo restore_file "$path" "$saved"
  else
    undo remove_file "$path"
  fi
  install -m "$mode" -o "${OWNER%:*}" -g "${OWNER#*:}" -- "$new" "$path.jangada-new"
  rm -f -- "$new"
  mv -f -T -- "$path.jangada-new" "$path"
}

# ensure_block FILE NAME < LINES: lines of ours in a file of others', between two marks.
ensure_block() {
  local path=$1 begin="# jangada: $2 begins" end="# jangada: $2 ends" text before=""
  text=$(cat)
  [[ -f $path ]] && before=$(awk -v begin="$begin" -v end="$end" '$0 == begin { skip = 1 } !skip { print } $0 == end { skip = 0 }' "$path")
  [[ -n $before ]] && before+=$'\n'
  printf '%s%s\n%s\n%s\n' "$before" "$begin" "$text" "$end" |
    ensure_file "$path" "$(stat -c %a -- "$path" 2>/dev/null || echo 644)"
}

# ensure_link PATH TARGET
ensure_link() {
  local path=$1 target=$2
  if [[ -L $path && "$(readlink -- "$path")" == "$target" ]]; then return 0; fi
  changed "$path"
  checking && return 0
  mkdir -p -- "${path%/*}"
  ln -sfn -- "$target" "$path.jangada-new"
  mv -f -T -- "$path.jangada-new" "$path"
}

# --- systemd

# ensure_service UNIT [yes]: enabled and running; with `yes`, started anew where what it reads has changed.
ensure_service() {
  local unit=$1 again=${2:-no}
  if ! systemctl is-enabled --quiet "$unit" 2>/dev/null; then
    changed "$unit is enabled"
    checking || systemctl enable --quiet "$unit"
  fi
  if ! systemctl is-active --quiet "$unit"; then
    changed "$unit runs"
    checking || systemctl start "$unit"
  elif [[ $again == yes ]]; then
    checking || systemctl restart "$unit"
  fi
}

# ensure_no_service UNIT: neither now nor after the next start.
ensure_no_service() {
  local unit=$1
  if ! systemctl cat "$unit" >/dev/null 2>&1; then return 0; fi
  if [[ "$(systemctl is-enabled "$unit" 2>/dev/null || true)" == masked ]] && ! systemctl is-active --quiet "$unit"; then return 0; fi
  changed "$unit is off"
  checking && return 0
  systemctl mask --quiet --now "$unit"
}

# --- packages

# package_version NAME: nothing where it is not installed.
package_version() {
  # shellcheck disable=SC2016 # dpkg's own variables.
  { dpkg-query -W -f='${db:Status-Abbrev} ${Version}' "$1" 2>/dev/null || true; } | awk '$1 == "ii" || $1 == "hi" { print $2 }'
}

# apt_get ARGUMENT…: asks nobody, waits for who else installs, keeps what somebody configured.
apt_get() {
  DEBIAN_FRONTEND=noninteractive NEEDRESTART_MODE=a retry apt-get -q -y \
    -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
    -o Acquire::Retries="$RETRIES" "$@" >&2
}

# ensure_packages NAME[=VERSION]…: of a version that ends in `*`, any that begins so.
ensure_packages() {
  local wanted name version have missing=()
  for wanted in "$@"; do
    name=${wanted%%=*}
    version=""
    [[ $wanted == *=* ]] && version=${wanted#*=}
    have=$(package_version "$name")
    # shellcheck disable=SC2053 # A pattern, on purpose.
    if [[ -z $have || ( -n $version && $have != $version ) ]]; then
      missing+=("$wanted")
      changed "package $wanted"
    fi
  done
  ((${#missing[@]} == 0)) && return 0
  checking && return 0
  apt_get update || fail "The lists of packages cannot be had; see the stage's log."
  apt_get install --no-install-recommends --allow-change-held-packages "${missing[@]}" ||
    fail "These packages cannot be had: ${missing[*]}; see the stage's log."
}

# --- the host

# A container has its host's kernel: nothing of it is set from within, and the machine below is left alone.
shares_kernel() { systemd-detect-virt --quiet --container; }

# os_release NAME: what the system says of itself.
os_release() {
  # shellcheck source=/dev/null
  (source /etc/os-release && printf '%s' "${!1:-}")
}

# older ONE OTHER: whether a version is older than another.
older() { [[ $1 != "$2" && "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n1)" == "$1" ]]; }

# is_trying: whether a stage began to make this host a node, and did not come to its end.
TRYING=/var/lib/jangada/trying
is_trying() { [[ -e $TRYING ]]; }

# is_member: whether this host is a node of a cluster, by what its kubelet has. What lies there of a try that was ended makes no member.
is_member() { [[ -s /etc/kubernetes/kubelet.conf ]] && ! is_trying; }

# --- a way back for what can lock us out

# deadman_arm NAME SECONDS < COMMANDS: runs them unless somebody comes in anew by then, over another connection of SSH than this one.
deadman_arm() {
  local name=$1 seconds=$2 folder=/var/lib/jangada/deadman
  install -d -m 700 -- "$folder"
  { printf '#!/bin/bash\n# armed over: %s\n' "${SSH_CONNECTION:-}" && cat; } >"$folder/$name"
  # systemd's usual accuracy is a minute.
  bounded systemd-run --quiet --collect --unit="jangada-deadman-$name" --on-active="$seconds" --timer-property=AccuracySec=1s \
    /bin/bash "$folder/$name"
}

# deadman_disarm: whoever runs this has come in. Over the connection that made the change, that proves nothing.
deadman_disarm() {
  local script name
  for script in /var/lib/jangada/deadman/*; do
    [[ -f $script && -n ${SSH_CONNECTION:-} ]] || continue
    name=${script##*/}
    if grep -Fxq -- "# armed over: $SSH_CONNECTION" "$script"; then continue; fi
    if systemctl is-active --quiet "jangada-deadman-$name.timer"; then
      systemctl stop "jangada-deadman-$name.timer"
      rm -f -- "$script"
      say "kept: $name"
      if prepares "$name"; then preparation_ends "$name"; fi
    fi
    rm -f -- "$script"
  done
}

# --- the result

# json TEXT: as a string of JSON.
json() {
  local text=$1
  text=${text//\\/\\\\}
  text=${text//\"/\\\"}
  text=${text//$'\n'/\\n}
  text=${text//$'\t'/\\t}
  text=${text//[$'\x01'-$'\x1f']/ }
  printf '"%s"' "$text"
}

json_list() {
  local first=yes item
  printf '['
  for item in "$@"; do
    [[ $first == yes ]] || printf ','
    first=no
    json "$item"
  done
  printf ']'
}

# result STAGE OK SECONDS: the one line that a stage prints.
result() {
  printf '{"stage":%s,"host":%s,"mode":%s,"ok":%s,"changed":%d,"%s":%s,"notes":%s,"problems":%s,"seconds":%d}\n' \
    "$(json "$1")" "$(json "${NODE_NAME:-}")" "$(json "$MODE")" "$2" "${#CHANGES[@]}" \
    "$(if checking; then echo differs; else echo changes; fi)" \
    "$(json_list "${CHANGES[@]}")" "$(json_list "${NOTES[@]}")" "$(json_list "${PROBLEMS[@]}")" "$3"
}
