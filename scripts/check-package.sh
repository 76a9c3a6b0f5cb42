#!/usr/bin/env bash
# Packs the package, installs it into a copy of examples/own-stack beside cdktf and the AWS bindings alone, and synthesizes it.
set -Eeuo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "${work}"' EXIT

cd "${root}"
if [[ ! -f dist/src/index.js ]]; then
  echo "There is no build: run 'npm run build' first." >&2
  exit 1
fi
timeout 120 npm pack --silent --pack-destination "${work}" >/dev/null
cp examples/own-stack/{main.ts,cdktf.json,package.json} "${work}"
cd "${work}"
timeout 300 npm install --silent --no-progress --ignore-scripts --no-audit --no-fund --prefer-offline ./jangada-*.tgz
for absent in helm kubernetes random tls; do
  if [[ -e "node_modules/@cdktf/provider-${absent}" ]]; then
    echo "@cdktf/provider-${absent} came along" >&2
    exit 1
  fi
done
timeout 120 npm run --silent synth
node -e '
  const stack = require("./cdktf.out/stacks/shop/cdk.tf.json");
  const types = Object.keys(stack.resource).sort();
  if (!types.includes("aws_db_instance")) throw new Error("no database among " + types);
  console.log("the packed package synthesizes: " + types.join(", "));
'
timeout 60 npx --no-install jangada --version
