#!/usr/bin/env bash
# Repositories of packages. Sourced by run.sh.
# shellcheck disable=SC2034 # Stages and the other parts read what is set here.
set -Eeuo pipefail

: "${KUBERNETES_REPOSITORY:=https://pkgs.k8s.io/core:/stable:}"

# kubernetes_repository: that of the minor that is to be; each has one of its own.
kubernetes_repository() {
  local url=$KUBERNETES_REPOSITORY/v$KUBERNETES_MINOR/deb
  repository kubernetes "$url" "$url/Release.key" "/"
}

# repository NAME URL KEY SUITE: signed by its own key and by no other.
repository() {
  local name=$1 url=$2 key=$3 suite=$4 ring=/etc/apt/keyrings/jangada-$1.asc
  if [[ ! -s $ring ]]; then
    changed "$ring"
    if ! checking; then
      install -d -m 755 /etc/apt/keyrings
      retry curl -fsSL --proto '=https,file' --max-time 60 -o "$ring.new" "$key"
      grep -q 'BEGIN PGP PUBLIC KEY BLOCK' "$ring.new" || fail "$key is no key."
      undo remove_file "$ring"
      install -m 644 -- "$ring.new" "$ring"
      rm -f -- "$ring.new"
    fi
  fi
  ensure_file "/etc/apt/sources.list.d/jangada-$name.list" 644 <<<"deb [signed-by=$ring] $url $suite"
}
