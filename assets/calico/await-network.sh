#!/usr/bin/env bash
# Ends with 0 as soon as Calico's own API answers: that this runs at all says that pods have a network; policies can be written then.
#
# Needs: DEADLINE_SECONDS; API_SERVER and CREDENTIALS_DIR, where they are not those of a pod.
set -Eeuo pipefail

server="${API_SERVER:-https://kubernetes.default.svc}"
credentials="${CREDENTIALS_DIR:-/var/run/secrets/kubernetes.io/serviceaccount}"
pause="${PAUSE_SECONDS:-5}"
work="$(mktemp -d)"
trap 'rm -rf -- "$work"' EXIT

# What every service account may ask: which kinds there are (system:discovery).
asked() {
  # The token changes while the pod runs; in a file, it stands in no list of processes.
  printf 'Authorization: Bearer %s\n' "$(cat "$credentials/token")" >"$work/header"
  curl --silent --show-error --max-time 20 --output "$work/answer" --write-out '%{http_code}' \
    --cacert "$credentials/ca.crt" --header "@$work/header" "$server/apis/projectcalico.org/v3" || printf ' '
}

while :; do
  status="$(asked)"
  if [[ $status == 200 ]] && grep -q '"globalnetworkpolicies"' "$work/answer"; then
    echo "Calico's API answers."
    exit 0
  fi
  if ((SECONDS >= DEADLINE_SECONDS)); then
    echo "Calico's API does not answer (${status:-nothing}) after $DEADLINE_SECONDS seconds. See what the operator says: kubectl get tigerastatus -o yaml" >&2
    exit 1
  fi
  sleep "$pause"
done
