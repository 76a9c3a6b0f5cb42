#!/usr/bin/env bash
# Where Debian's packages are had from. Sourced, never run.
set -Eeuo pipefail

# mirror: the one that this machine has its own packages from.
mirror() {
  local found
  found=$(sed -nE 's#^(URIs:|deb( \[[^]]*\])?) +(https?://[^ ]+).*#\3#p' /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v security | head -n 1) || true
  printf '%s' "${DEBIAN_MIRROR:-${found:-http://deb.debian.org/debian}}"
}
