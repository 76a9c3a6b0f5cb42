#!/usr/bin/env bash
# Packs the package and uses it as others do: a copy of examples/own-stack beside cdktf and the AWS bindings alone, and a project
# that `jangada init` begins in an empty folder, rehearsed with the real Terraform.
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
mkdir "${work}/own-stack" "${work}/begun"
cp examples/own-stack/{main.ts,cdktf.json,package.json} "${work}/own-stack"
cd "${work}/own-stack"
timeout 300 npm install --silent --no-progress --ignore-scripts --no-audit --no-fund --prefer-offline ../jangada-*.tgz
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

cd "${work}/begun"
install=(npm install --silent --no-progress --ignore-scripts --no-audit --no-fund --prefer-offline)
timeout 300 "${install[@]}" ../jangada-*.tgz
timeout 60 npx --no-install jangada init --yes --host dev.example.org
timeout 300 "${install[@]}"
for file in package.json tsconfig.json cdktf.json infra/main.ts infra/environments/dev/environment.yaml .gitignore; do
  if [[ ! -s "${file}" ]]; then
    echo "jangada init wrote no ${file}" >&2
    exit 1
  fi
done
# The first line of the environment file names the schema for editors.
schema="$(head -n 1 infra/environments/dev/environment.yaml)"
schema="${schema##*=}"
node -e 'JSON.parse(require("node:fs").readFileSync(process.argv[1], "utf8"))' "infra/environments/dev/${schema}"
timeout 120 npx --no-install jangada validate dev
timeout 300 npx --no-install jangada rehearse dev --destroy

# Every entry's types are found by the old resolution of modules as by the new one.
cat >entries.ts <<'END'
import type { PostgresDb } from "jangada";
import type { AwsTarget } from "jangada/aws";
import type { HelmChart } from "jangada/kubernetes";
import type { synthesize } from "jangada/stacks";
export type Entries = [PostgresDb, AwsTarget, HelmChart, typeof synthesize];
END
for modules in node10:commonjs node16:node16; do
  timeout 120 npx --no-install tsc --noEmit --strict --skipLibCheck --target es2022 \
    --moduleResolution "${modules%:*}" --module "${modules#*:}" entries.ts
done
echo "a project begun by jangada init rehearses, and the types of every entry are found"
