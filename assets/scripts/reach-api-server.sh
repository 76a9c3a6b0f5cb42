#!/usr/bin/env bash
# Says at once, and by name, that the cluster's API server cannot be reached from here.
# JANGADA_API_SERVER         URL of the API server
# JANGADA_API_ACCESS         how the environment file says that it is reached
# JANGADA_ENVIRONMENT_FILE   where that is written
# JANGADA_SIMULATED          set by a rehearsal: there is nothing to reach
set -Eeuo pipefail

if [[ -n "${JANGADA_SIMULATED:-}" ]]; then
  echo "The API server is simulated; nothing to reach."
  exit 0
fi

address="${JANGADA_API_SERVER#https://}"
address="${address%%/*}"
host="${address%%:*}"
port=443
[[ "${address}" == *:* ]] && port="${address##*:}"

# The inner shell expands its own arguments.
# shellcheck disable=SC2016
if timeout 10 bash -c 'exec 3<>"/dev/tcp/$0/$1"' "${host}" "${port}" 2>/dev/null; then
  echo "The API server at ${host}:${port} answers."
  exit 0
fi

case "${JANGADA_API_ACCESS:-}" in
  vpn) remedy="Connect the VPN that leads into the cluster's network, then deploy again." ;;
  ssm-tunnel) remedy="Open the Session Manager tunnel to the cluster's network (and resolve ${host} to it), then deploy again." ;;
  public) remedy="Its public endpoint lets in the CIDRs under cluster.api.public only: add this machine's address there, or deploy from one of them." ;;
  *) remedy="Run the deployment on a runner inside the cluster's network." ;;
esac
{
  echo "The API server of the cluster cannot be reached from this machine: no connection to ${host}:${port} within 10 seconds."
  echo "The environment file ${JANGADA_ENVIRONMENT_FILE:-} says that it is reached by '${JANGADA_API_ACCESS:-}' (cluster.api)."
  echo "${remedy}"
} >&2
exit 1
