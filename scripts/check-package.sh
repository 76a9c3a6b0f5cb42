#!/usr/bin/env bash
# Packs the package and uses it as others do: a copy of examples/own-stack beside cdktf and the AWS bindings alone, and a project
# that `jangada init` begins in an empty folder, rehearsed with the real Terraform: one on AWS, one on Azure, each without the
# bindings of the other cloud.
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
mkdir "${work}/own-stack" "${work}/begun" "${work}/azure"
cp examples/own-stack/{main.ts,cdktf.json,package.json} "${work}/own-stack"
cd "${work}/own-stack"
timeout 300 npm install --silent --no-progress --ignore-scripts --no-audit --no-fund --prefer-offline ../jangada-*.tgz
# Ends where bindings are there that nobody asked for.
absent() {
  local name
  for name in "$@"; do
    if [[ -e "node_modules/@cdktf/provider-${name}" ]]; then
      echo "@cdktf/provider-${name} came along" >&2
      exit 1
    fi
  done
}
absent azurerm helm kubernetes random tls
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
absent azurerm
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

cd "${work}/azure"
timeout 300 "${install[@]}" ../jangada-*.tgz
timeout 60 npx --no-install jangada init --yes --target aks
timeout 300 "${install[@]}"
absent aws
timeout 120 npx --no-install jangada validate dev
timeout 300 npx --no-install jangada rehearse dev --destroy
cd "${work}/begun"

# Every entry's types are found by the old resolution of modules, by the new one and by a bundler's.
cat >entries.ts <<'END'
import type { PostgresDb } from "jangada";
import type { AwsTarget } from "jangada/aws";
import type { KubeadmTarget } from "jangada/kubeadm";
import type { HelmChart } from "jangada/kubernetes";
import { checkDrift, JangadaError, type OperationEvent, rehearse, review, type ReviewResult } from "jangada/operations";
import type { synthesize } from "jangada/stacks";
export type Entries = [PostgresDb, AwsTarget, KubeadmTarget, HelmChart, typeof synthesize];
export async function decide(base: string): Promise<boolean> {
  const result: ReviewResult = await review({ base, failOn: ["data-loss"] });
  return result.gates.passed && (await checkDrift({ environments: ["dev"] })).verdict === "no-drift";
}
const events: OperationEvent[] = [];
rehearse({ environment: "dev", destroy: true, listener: (event) => events.push(event) }).then(
  ({ ok, stacks }) => console.log(JSON.stringify({ ok, stacks: stacks.length, events: events.length > 0 })),
  (error: unknown) => {
    if (!JangadaError.is(error)) throw error;
    process.exitCode = 1;
    console.error(error.problems.map(({ code }) => code).join(", "));
  },
);
END
for modules in node10:commonjs node16:node16 bundler:es2022; do
  timeout 120 npx --no-install tsc --noEmit --strict --skipLibCheck --target es2022 \
    --moduleResolution "${modules%:*}" --module "${modules#*:}" entries.ts
done

# A program of one's own rehearses, and nothing is printed but what it prints itself.
timeout 120 npx --no-install tsc --strict --skipLibCheck --target es2022 \
  --moduleResolution node16 --module node16 entries.ts
printed="$(timeout 300 node entries.js 2>&1)" || true
if [[ ! "${printed}" =~ ^\{\"ok\":true,\"stacks\":[0-9]+,\"events\":true\}$ ]]; then
  echo "jangada/operations did not rehearse as it should: ${printed}" >&2
  exit 1
fi
echo "a project begun by jangada init rehearses, by the command and by a program; the types of every entry are found"
