#!/usr/bin/env bash
# CDKTF is frozen; its successor cdktn takes its place by a package alias. Proves it: the packed package synthesizes the same
# stacks over cdktn as over cdktf. What may differ is the version in the metadata.
set -Eeuo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "${work}"' EXIT
successor="0.24.0"

if [[ ! -f "${root}/dist/src/index.js" ]]; then
  echo "There is no build: run 'npm run build' first." >&2
  exit 1
fi
(cd "${root}" && timeout 120 npm pack --silent --pack-destination "${work}" >/dev/null)

# project FOLDER CDKTF: a user's own project, with one environment.
project() {
  local folder="${work}/$1" engine="$2"
  mkdir -p "${folder}/infra/environments/dev"
  cp "${root}/infra/environments/dev/environment.yaml" "${folder}/infra/environments/dev/"
  node - "${root}/package.json" "${engine}" >"${folder}/package.json" <<'JS'
    const { devDependencies: pins } = require(process.argv[2]);
    const providers = ["aws", "helm", "kubernetes", "random"].map((name) => `@cdktf/provider-${name}`);
    const cdktf = process.argv[3];
    console.log(JSON.stringify({
      name: "consumer",
      private: true,
      dependencies: { cdktf, constructs: pins.constructs, ...Object.fromEntries(providers.map((name) => [name, pins[name]])) },
      // The bindings' peer range names cdktf's own versions.
      overrides: Object.fromEntries([...providers, "jangada"].map((name) => [name, { cdktf: "$cdktf" }])),
    }));
JS
  cat >"${folder}/main.js" <<'JS'
    const { AwsTarget } = require("jangada/aws");
    const { synthesize } = require("jangada/stacks");
    synthesize({ directory: "infra/environments", targets: { eks: () => new AwsTarget() } });
JS
  cd "${folder}"
  timeout 400 npm install --silent --no-progress --ignore-scripts --no-audit --no-fund --prefer-offline "${work}"/jangada-*.tgz
  timeout 60 node main.js
}

project frozen "$(node -p "require('${root}/package.json').devDependencies.cdktf")"
project successor "npm:cdktn@${successor}"

node - "${work}" <<'JS'
  const fs = require("node:fs");
  const read = (which, stack) => {
    const file = `${process.argv[2]}/${which}/cdktf.out/stacks/${stack}/cdk.tf.json`;
    const parsed = JSON.parse(fs.readFileSync(file, "utf8"));
    delete parsed["//"].metadata.version;
    return JSON.stringify(parsed, null, 1);
  };
  const stacks = fs.readdirSync(`${process.argv[2]}/frozen/cdktf.out/stacks`).sort();
  const different = stacks.filter((stack) => read("frozen", stack) !== read("successor", stack));
  if (stacks.length === 0 || different.length > 0) throw new Error(`differs over cdktn: ${different.join(", ") || "there are no stacks"}`);
  console.log(`cdktn synthesizes the same: ${stacks.join(", ")}`);
JS
