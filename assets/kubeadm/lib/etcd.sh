#!/usr/bin/env bash
# etcd's members, by the etcdctl of an etcd that runs: this host's own, or another control plane's through the API server. Sourced by run.sh.
# shellcheck disable=SC2034 # Stages and the other parts read what is set here.
set -Eeuo pipefail

etcd_container() { crictl --runtime-endpoint "$SOCKET" ps --quiet --state Running --name '^etcd$' 2>/dev/null | head -n1; }

# etcd_ctl ARGUMENT…
etcd_ctl() {
  local folder=$PKI/etcd container pod command
  command=(etcdctl --endpoints=https://127.0.0.1:2379 --cacert="$folder/ca.crt" --cert="$folder/healthcheck-client.crt"
    --key="$folder/healthcheck-client.key" --command-timeout=20s "$@")
  container=$(etcd_container || true)
  if [[ -n $container ]]; then
    crictl --runtime-endpoint "$SOCKET" exec "$container" "${command[@]}"
    return
  fi
  # Of those that are listed as running, one may have just ended.
  for pod in $(kube -n kube-system get pods -l component=etcd --field-selector=status.phase=Running -o name); do
    if kube -n kube-system exec "$pod" -c etcd -- "${command[@]}"; then return 0; fi
  done
  return 1
}

# etcd_members: a line of each: id, started or unstarted, name or -, its peers' URL, whether it only learns.
etcd_members() {
  etcd_ctl member list -w simple | awk -F', ' 'NF >= 6 { print $1, $2, ($3 == "" ? "-" : $3), $4, $6 }'
}

# etcd_well: every member answers, has its vote, and none is yet to start.
etcd_well() {
  local members
  members=$(etcd_members) || return 1
  [[ -n $members ]] || return 1
  if awk '$2 != "started" || $5 == "true" { found = 1 } END { exit !found }' <<<"$members"; then return 1; fi
  etcd_ctl endpoint health --cluster >&2
}

# etcd_healthy_peers: the client URLs of those that answer.
etcd_healthy() {
  { etcd_ctl endpoint health --cluster 2>&1 || true; } | sed -n 's/^\(https:[^ ]*\) is healthy.*/\1/p'
}

# etcd_member_of NAME ADDRESS: the ids under which a host is a member, by its name or its peers' URL.
etcd_member_of() {
  local members
  members=$(etcd_members) || fail "etcd does not answer; see the stage's log."
  awk -v name="$1" -v peer="https://$2:2380" '$3 == name || $4 == peer { print $1 }' <<<"$members"
}

# etcd_can_lose NAME ADDRESS: whether those that stay are a majority of themselves, and answer.
etcd_can_lose() {
  local members stay healthy
  members=$(etcd_members) || return 1
  stay=$(awk -v name="$1" -v peer="https://$2:2380" '$3 != name && $4 != peer && $5 != "true"' <<<"$members" | wc -l)
  healthy=$(etcd_healthy | grep -Fvxc "https://$2:2379" || true)
  ((stay > 0 && healthy >= stay / 2 + 1))
}

# etcd_remove NAME ADDRESS: and sees to it that it is gone, which kubeadm's own reset does not (kubernetes#81071).
etcd_remove() {
  local id
  for id in $(etcd_member_of "$1" "$2"); do
    changed "etcd's member $1"
    checking && continue
    retry_here etcd_ctl member remove "$id" >&2 || true
    [[ -z "$(etcd_member_of "$1" "$2")" ]] || fail "etcd still lists the member $1 ($id)."
  done
}
