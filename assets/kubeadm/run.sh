#!/usr/bin/env bash
# Runs a stage on this host: run.sh STAGE [--check], and run.sh forget NODE [ADDRESS]. Prints one line of JSON; everything else is in /var/log/jangada/STAGE.log.
# Exit: 0 where all is as it is to be (with --check: 2 where something differs), 1 where the stage failed.
set -Eeuo pipefail
umask 077
export LC_ALL=C PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin

HERE=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
STAGE=${1:-}
MODE=apply
[[ ${2:-} == --check ]] && MODE=check
# Of the node that is to be forgotten: as arguments, or as Terraform gives them.
if [[ $STAGE == forget && -z ${2:-} && -n ${JANGADA_NODE:-} ]]; then set -- forget "$JANGADA_NODE" "${JANGADA_ADDRESS:-}"; fi
# shellcheck disable=SC2034 # The stage reads it.
OTHER_NODE=${2:-} OTHER_ADDRESS=${3:-}

# What is secret is brought for one stage alone, as a bundle beside this script; a re-run brings it again. A stage takes it when its turn has come: whoever has
# the turn before may be one whose deployment was killed, and reads its own. In memory, and for root alone.
BUNDLE=$HERE/secrets.bundle
SECRETS=/run/jangada/secrets
TURN=no
# One that another stage runs has neither a turn nor secrets of its own.
within() { [[ ${JANGADA_WITHIN:-} == yes ]]; }
take_secrets() {
  rm -rf -- "$SECRETS"
  [[ -e $BUNDLE ]] || return 0
  bash "$HERE/unpack.sh" "$BUNDLE" "$SECRETS" || fail "secrets.bundle is none: apply again, which brings it."
}
# Each takes away what it took, so that what one left that was killed does not stay either; and the bundle where it did not come to that. One that is there
# in the end was brought meanwhile, for whoever waits; and none is a check's.
forget_secrets() {
  if within; then return 0; fi
  if [[ $TURN == yes ]]; then rm -rf -- "$SECRETS"; elif [[ $MODE != check ]]; then rm -f -- "$BUNDLE"; fi
}

early() {
  forget_secrets
  printf '{"stage":"%s","host":"","mode":"%s","ok":false,"changed":0,"changes":[],"notes":[],"problems":["%s"],"seconds":0}\n' "${STAGE//[^a-z-]/}" "$MODE" "$1"
  exit 1
}

[[ $STAGE =~ ^[a-z-]+$ && -f $HERE/stages/$STAGE.sh ]] || early "There is no such stage."
if ((EUID != 0)); then
  sudo -n true 2>/dev/null || early "Whoever logs in must be root, or become root by sudo without a password."
  exec sudo -n -- /usr/bin/env "SSH_CONNECTION=${SSH_CONNECTION:-}" "JANGADA_SNAPSHOT=${JANGADA_SNAPSHOT:-}" bash "$HERE/run.sh" "$@"
fi
[[ -f $HERE/settings.sh ]] || early "settings.sh is missing beside run.sh."

# shellcheck source=/dev/null
source "$HERE/settings.sh"
# Seconds: nodes wait for each other in these.
if [[ $STAGE =~ ^(join|converge|forget)$ ]]; then : "${STAGE_TIMEOUT:=3600}"; else : "${STAGE_TIMEOUT:=1800}"; fi

# One end for the whole stage: `timeout` asks first, so that the stage can take its way back.
if [[ ${JANGADA_BOUNDED:-} != yes ]]; then
  JANGADA_BOUNDED=yes exec timeout --kill-after=60 "$STAGE_TIMEOUT" bash "$HERE/run.sh" "$@"
fi

# shellcheck source=/dev/null
source "$HERE/lib.sh"
for part in "$HERE"/lib/*.sh; do
  # shellcheck source=/dev/null
  source "$part"
done

LOGS=/var/log/jangada
install -d -m 700 -- "$LOGS" "$WORK"
# What has the result, whatever becomes of the rest; a connection that breaks ends nothing.
exec 3>&1 >>"$LOGS/$STAGE.log" 2>&1 </dev/null
trap '' HUP PIPE
trap 'problem "It took more than $STAGE_TIMEOUT seconds, or was ended."; exit 1' TERM INT
trap 'say "failed: $BASH_COMMAND (line $LINENO of ${BASH_SOURCE[0]##*/})"; FAILED_AT=${FAILED_AT:-"${BASH_SOURCE[0]##*/}:$LINENO: ${BASH_COMMAND%% *}"}' ERR

finish() {
  local code=$? ok=true line
  trap - EXIT ERR
  set +e
  if ((code != 0)); then
    ok=false
    ((${#PROBLEMS[@]} > 0)) || PROBLEMS+=("${FAILED_AT:-It failed} (exit $code); see $LOGS/$STAGE.log.")
    checking || undo_all
    # Whatever a program ended with: 2 would say that something differs.
    code=1
  elif checking && ((${#CHANGES[@]} > 0)); then
    code=2
  fi
  for at_the_end in "${AT_END[@]}"; do "$at_the_end"; done
  forget_secrets
  rm -rf -- "$WORK"/new.* "$WORK"/saved.*
  line=$(result "$STAGE" "$ok" "$SECONDS")
  say "changed=${#CHANGES[@]} ok=$ok"
  printf '%s\n' "$line" >"$LOGS/$STAGE.json"
  printf '%s\n' "$line" >&3
  exit "$code"
}
trap finish EXIT

if ! within; then
  exec {LOCK}>/run/lock/jangada.lock
  flock -w "$STAGE_TIMEOUT" "$LOCK" || fail "Another stage runs on this host, and did not end."
  TURN=yes
fi
say "begins: $STAGE ($MODE)"
if ! checking; then
  deadman_disarm
  within || take_secrets
  if prepares "$STAGE"; then preparation_begins "$STAGE"; fi
fi

# shellcheck source=/dev/null
source "$HERE/stages/$STAGE.sh"
stage
if ! checking && prepares "$STAGE"; then preparation_ends "$STAGE"; fi
