#!/usr/bin/env bash
# unpack.sh BUNDLE FOLDER: files of a bundle, a line each (`<path> <base64>`), below a folder, for the user's eyes alone. One connection
# brings what would be a dozen. The bundle is taken away.
set -Eeuo pipefail
umask 077
export LC_ALL=C

bundle=$1 folder=$2
trap 'rm -f -- "$bundle"' EXIT

while read -r path content rest || [[ -n $path ]]; do
  [[ -n $path ]] || continue
  if [[ -n $rest || ! $path =~ ^[A-Za-z0-9._/-]+$ || $path == /* || "/$path/" == */../* || $path == */ ]]; then
    printf 'A line of the bundle is none of a file below %s.\n' "$folder" >&2
    exit 1
  fi
  target=$folder/$path
  mkdir -p -- "$(dirname -- "$target")"
  # Whole or not at all: a stage must not read half a file.
  base64 -d <<<"$content" >"$target.new"
  mv -f -- "$target.new" "$target"
done <"$bundle"
