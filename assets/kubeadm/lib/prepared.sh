#!/usr/bin/env bash
# Which of the stages that prepare a host came to their end. Terraform that is ended by force holds a stage for done that it had only begun, so that whoever makes the host
# a node, or changes it, does first what did not come to its end. Sourced by run.sh, never run.
set -Eeuo pipefail

PREPARED=/var/lib/jangada/prepared
PREPARING=(prerequisites essentials hardening network firewall containerd)

prepares() { [[ " ${PREPARING[*]} " == *" $1 "* ]]; }

# From its beginning to its end a stage is not done, whatever was before.
preparation_begins() { rm -f -- "$PREPARED/$1"; }

# preparation_ends STAGE: not where it takes itself back unless somebody comes in anew; then that is its end.
preparation_ends() {
  if [[ -e /var/lib/jangada/deadman/$1 ]]; then return 0; fi
  install -d -m 700 -- "$PREPARED"
  : >"$PREPARED/$1"
}

# Those that the file leaves out (STAGES_OFF) are nobody's.
finish_preparation() {
  local stage
  for stage in "${PREPARING[@]}"; do
    if [[ -e $PREPARED/$stage || " ${STAGES_OFF:-} " == *" $stage "* ]]; then continue; fi
    # Its own way back asks for somebody who comes in anew, and this one is in already.
    [[ $stage != firewall ]] ||
      fail "The stage firewall had not come to its end, and is not done in passing: terraform apply -replace='terraform_data.cluster_firewall[\"$NODE_NAME\"]', or bash .jangada/run.sh firewall, and any stage over another connection."
    changed "stage $stage, which had not come to its end"
    JANGADA_WITHIN=yes bash "$HERE/run.sh" "$stage" >&2 || fail "The stage $stage had not come to its end, and fails: see $LOGS/$stage.log."
  done
}
