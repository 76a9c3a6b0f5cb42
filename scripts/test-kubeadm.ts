/**
 * Has the configurations of bare hosts judged by the real kubeadm, on the secrets that the real Terraform makes with the simulated tls and random: `npm run test:kubeadm -- <kubeadm>`, or with `KUBEADM` in the environment.
 * Nothing of this machine is touched: everything happens under a folder that kubeadm takes for the root (root is needed, since it
 * changes its root to there).
 *
 * Exit: 0 where kubeadm takes all of it; 1 where it does not; 2 where there is no kubeadm.
 */
import { spawnSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { discoveryFile, initFile, joinFile } from "../src/constructs/k8s-cluster/kubeadm/config";
import { PLACES } from "../src/constructs/k8s-cluster/kubeadm/config/places";
import { kubernetesReleases } from "../src/targets/kubeadm/kubernetes-releases";
import { MadeSecrets } from "../test/constructs/k8s-cluster/kubeadm/secrets/made-secrets";
import { clusterNames, secrets, settingsOf } from "../test/constructs/k8s-cluster/kubeadm/settings";

const NOT_RUN = 2;
const TIMEOUT = 60_000;
const PHASES = ["certs all", "kubeconfig all", "control-plane all", "etcd local"];

async function main([given]: readonly string[]): Promise<number> {
  const program = given ?? process.env["KUBEADM"];
  const version = program === undefined ? undefined : versionOf(program);
  if (program === undefined || version === undefined) {
    const newest = Object.values(kubernetesReleases).at(-1)?.patch;
    console.error(
      `not run: ${program === undefined ? "no kubeadm is named" : `'${program}' is no kubeadm that runs here`}. One program, without a cluster:\n` +
        `  curl -fLO https://dl.k8s.io/release/v${newest}/bin/linux/amd64/kubeadm && chmod +x kubeadm\n` +
        "  npm run test:kubeadm -- ./kubeadm",
    );
    return NOT_RUN;
  }
  const minor = version.replace(/^v(1\.\d+).*/, "$1");
  if (!Object.hasOwn(kubernetesReleases, minor)) {
    console.error(
      `not run: kubeadm ${version} is of no minor that is installed (${Object.keys(kubernetesReleases).join(", ")}).`,
    );
    return NOT_RUN;
  }
  const made = await MadeSecrets.make();
  const failed = clusterNames.flatMap((name) => judge(program, name, minor, made.files));
  await made.close();
  for (const line of failed) console.error(line);
  console.log(
    `kubeadm ${version}: ${clusterNames.length} clusters, ${failed.length === 0 ? "all taken" : `${failed.length} refused`}.`,
  );
  return failed.length === 0 ? 0 : 1;
}

function judge(
  program: string,
  name: (typeof clusterNames)[number],
  minor: string,
  made: MadeSecrets["files"],
): readonly string[] {
  const root = fs.mkdtempSync(path.join(os.tmpdir(), "kubeadm-"));
  try {
    const settings = settingsOf(name, minor);
    const write = (file: string, text: string): string => {
      fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
      fs.writeFileSync(path.join(root, file), text, { mode: 0o600 });
      return file;
    };
    for (const [file, text] of Object.entries(made)) write(`/etc/kubernetes/${file}`, text);
    write(PLACES.discovery, discoveryFile(settings, secrets));
    const run = (args: readonly string[]): readonly string[] => {
      const { status, stderr, error } = spawnSync(program, [...args, "--rootfs", root], {
        encoding: "utf8",
        timeout: TIMEOUT,
      });
      return status === 0 ? [] : [`${name}: kubeadm ${args.join(" ")}: ${error?.message ?? stderr.trim()}`];
    };
    const validated = settings.nodes.flatMap((node) => {
      const init = write(`/config/${node.name}-init.yaml`, initFile(node, settings, secrets));
      const join = write(`/config/${node.name}-join.yaml`, joinFile(node, settings));
      return [init, join].flatMap((file) => run(["config", "validate", "--config", file]));
    });
    const first = settings.nodes.find(({ role }) => role === "control-plane");
    const phases = PHASES.flatMap((phase) =>
      run(["init", "phase", ...phase.split(" "), "--config", `/config/${first?.name}-init.yaml`]),
    );
    return [...validated, ...phases, ...missingArguments(root, name), ...foreignCertificates(root, name, made)];
  } finally {
    fs.rmSync(root, { recursive: true });
  }
}

/** What is in the pods that kubeadm wrote. */
function missingArguments(root: string, name: string): readonly string[] {
  const manifest = path.join(root, "etc/kubernetes/manifests/kube-apiserver.yaml");
  const text = fs.existsSync(manifest) ? fs.readFileSync(manifest, "utf8") : "";
  return [
    "--authentication-config=",
    "--encryption-provider-config=",
    "--audit-policy-file=",
    "--admission-control-config-file=",
  ]
    .filter((argument) => !text.includes(argument))
    .map((argument) => `${name}: the API server's pod has no ${argument}`);
}

/** Authorities that are not ours any more, and certificates that are of another one. */
function foreignCertificates(root: string, name: string, made: MadeSecrets["files"]): readonly string[] {
  const read = (file: string): string => fs.readFileSync(path.join(root, "etc/kubernetes", file), "utf8");
  const leaves = {
    "pki/ca.crt": "pki/apiserver.crt",
    "pki/etcd/ca.crt": "pki/etcd/server.crt",
    "pki/front-proxy-ca.crt": "pki/front-proxy-client.crt",
  };
  const replaced = Object.keys(made).filter((file) => file.startsWith("pki/") && read(file) !== made[file]);
  const foreign = Object.entries(leaves).filter(
    ([authority, leaf]) =>
      !new X509Certificate(read(leaf)).verify(new X509Certificate(made[authority] ?? "").publicKey),
  );
  return [
    ...replaced.map((file) => `${name}: kubeadm made '${file}' anew`),
    ...foreign.map(([authority, leaf]) => `${name}: '${leaf}' is not of '${authority}'`),
  ];
}

function versionOf(program: string): string | undefined {
  const { status, stdout } = spawnSync(program, ["version", "--output", "short"], {
    encoding: "utf8",
    timeout: TIMEOUT,
  });
  return status === 0 ? stdout.trim() : undefined;
}

void main(process.argv.slice(2)).then((code) => {
  process.exitCode = code;
});
