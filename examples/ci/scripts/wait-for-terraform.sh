#!/usr/bin/env bash
# After a cancelled apply: Terraform ends what it has begun, and writes its state. The machine must not go away before.
set -Eeuo pipefail
: "${WAIT_LIMIT:=285}"

wait_for_it() {
  while pgrep -x 'terraform|tofu' >/dev/null; do sleep 2; done
}
export -f wait_for_it
timeout "$WAIT_LIMIT" bash -c wait_for_it || echo "Terraform still runs. Look at the state before anything else." >&2
