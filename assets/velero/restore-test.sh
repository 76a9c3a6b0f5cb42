#!/usr/bin/env bash
# Restores a namespace from the newest good backup of a schedule into a namespace that is cut off from everything, checks what
# came, and removes it. Writes what it does to stdout; ends with 1 if the backup cannot be restored, or not removed again.
#
# Needs: RESTORE_SCHEDULE, RESTORE_NAMESPACE, SCRATCH_NAMESPACE, VELERO_NAMESPACE, DEADLINE_SECONDS; API_SERVER and
# CREDENTIALS_DIR, where they are not those of a pod.
set -Eeuo pipefail

server="${API_SERVER:-https://kubernetes.default.svc}"
credentials="${CREDENTIALS_DIR:-/var/run/secrets/kubernetes.io/serviceaccount}"
deadline=$((SECONDS + DEADLINE_SECONDS))
pause="${PAUSE_SECONDS:-10}"
work="$(mktemp -d)"
restore="restore-test-$(date +%s)"
restores="/apis/velero.io/v1/namespaces/$VELERO_NAMESPACE/restores"
core="/api/v1/namespaces/$SCRATCH_NAMESPACE"
apps="/apis/apps/v1/namespaces/$SCRATCH_NAMESPACE"

say() { printf '%s\n' "$*"; }

# api <method> <path> [<body>]: the answer, on one line.
api() {
  local method="$1" path="$2"
  # The token changes while the pod runs; in a file, it stands in no list of processes.
  printf 'Authorization: Bearer %s\n' "$(cat "$credentials/token")" >"$work/header"
  local body=()
  if (($# > 2)); then body=(--header 'Content-Type: application/json' --data "$3"); fi
  curl --silent --show-error --fail-with-body --max-time 60 --retry 3 --retry-all-errors \
    --cacert "$credentials/ca.crt" --header "@$work/header" --request "$method" ${body[@]+"${body[@]}"} \
    "$server$path?pretty=false"
}

# number <field>: of the JSON on stdin; 0 if it is not there.
number() { grep -o "\"$1\":[0-9]*" | head -n 1 | grep -o '[0-9]*$' || printf '0\n'; }
# text <field>: of the JSON on stdin; empty if it is not there.
text() { grep -o "\"$1\":\"[^\"]*\"" | head -n 1 | cut -d'"' -f4 || true; }
# count <fixed text>: how often it stands in stdin.
count() { grep -oF "$1" | grep -c . || true; }

remove() {
  local kind
  for kind in "$apps/deployments" "$apps/statefulsets" "$apps/daemonsets" "$apps/replicasets" \
    "$core/pods" "$core/persistentvolumeclaims" "$core/secrets" "$core/configmaps"; do
    api DELETE "$kind" >"$work/answer" || { say "Not removed: $kind"; cat "$work/answer"; return 1; }
  done
  while :; do
    local left
    left="$(($(api GET "$core/pods" | count '"phase":"') + $(api GET "$core/persistentvolumeclaims" | count '"phase":"')))"
    if ((left == 0)); then return 0; fi
    if ((SECONDS > deadline)); then say "After the deadline, $left pods or claims are still there."; return 1; fi
    sleep "$pause"
  done
}

# Also what a run before left, which was killed.
say "Emptying $SCRATCH_NAMESPACE."
remove

finish() {
  local status=$?
  trap - EXIT
  say "Removing what was restored."
  deadline=$((SECONDS + DEADLINE_SECONDS))
  remove || status=1
  api DELETE "$restores/$restore" >/dev/null || true
  rm -rf "$work"
  if ((status == 0)); then say "The backup can be restored."; else say "FAILED"; fi
  exit "$status"
}
trap finish EXIT

say "Restoring $RESTORE_NAMESPACE from the newest good backup of $RESTORE_SCHEDULE."
api POST "$restores" "$(
  cat <<JSON
{"apiVersion":"velero.io/v1","kind":"Restore","metadata":{"name":"$restore","namespace":"$VELERO_NAMESPACE"},
"spec":{"scheduleName":"$RESTORE_SCHEDULE","includedNamespaces":["$RESTORE_NAMESPACE"],
"namespaceMapping":{"$RESTORE_NAMESPACE":"$SCRATCH_NAMESPACE"},"includeClusterResources":false,"restorePVs":true,
"includedResources":["configmaps","secrets","persistentvolumeclaims","pods","replicasets.apps","deployments.apps","statefulsets.apps","daemonsets.apps"]}}
JSON
)" >/dev/null

while :; do
  api GET "$restores/$restore" >"$work/restore"
  phase="$(text phase <"$work/restore")"
  case "$phase" in
    Completed) break ;;
    *Failed | FailedValidation)
      say "The restore ended as $phase: $(text failureReason <"$work/restore")"
      say "errors: $(number errors <"$work/restore"), warnings: $(number warnings <"$work/restore")"
      exit 1
      ;;
  esac
  if ((SECONDS > deadline)); then say "The restore is still ${phase:-not begun} after $DEADLINE_SECONDS seconds."; exit 1; fi
  sleep "$pause"
done

items="$(number itemsRestored <"$work/restore")"
if ((items == 0)); then say "Nothing was restored: the backup holds nothing of $RESTORE_NAMESPACE."; exit 1; fi
say "$items objects were restored."

while :; do
  api GET "$core/persistentvolumeclaims" >"$work/claims"
  claims="$(count '"phase":"' <"$work/claims")"
  bound="$(count '"phase":"Bound"' <"$work/claims")"
  if ((claims == bound)); then break; fi
  if ((SECONDS > deadline)); then say "Only $bound of $claims volumes came back within $DEADLINE_SECONDS seconds."; exit 1; fi
  sleep "$pause"
done
say "$claims volumes came back."
