/** kubeadm's preflight checks, so far as a stand-in can ask them (cmd/kubeadm/app/preflight/checks.go of 1.35). */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { ETCD_DATA, kubeconfigOf, MANIFESTS, PKI } from "./places";

const LIMIT = 10_000;

const listens = (port: number): boolean =>
  execFileSync("ss", ["-Hltn", `sport = :${port}`], { encoding: "utf8", timeout: LIMIT }).trim() !== "";

function port(number: number): readonly string[] {
  return listens(number) ? [`[ERROR Port-${number}]: Port ${number} is in use`] : [];
}

function available(file: string): readonly string[] {
  const name = file.replaceAll("/", "-").replace(/^-/, "");
  return fs.existsSync(file) ? [`[ERROR FileAvailable--${name}]: ${file} already exists`] : [];
}

function emptyFolder(folder: string): readonly string[] {
  const name = folder.replaceAll("/", "-").replace(/^-/, "");
  return fs.existsSync(folder) && fs.readdirSync(folder).length > 0
    ? [`[ERROR DirAvailable--${name}]: ${folder} is not empty`]
    : [];
}

function controlPlane(): readonly string[] {
  return [
    ...[6443, 10259, 10257, 2379, 2380].flatMap(port),
    ...["kube-apiserver", "kube-controller-manager", "kube-scheduler", "etcd"].flatMap((name) =>
      available(path.join(MANIFESTS, `${name}.yaml`)),
    ),
    ...emptyFolder(ETCD_DATA),
  ];
}

export const checksOfInit = (): readonly string[] => [...controlPlane(), ...port(10250)];

export function checksOfJoin(isControlPlane: boolean): readonly string[] {
  return [
    ...available(kubeconfigOf("kubelet")),
    ...available(kubeconfigOf("bootstrap-kubelet")),
    ...port(10250),
    ...(isControlPlane ? controlPlane() : available(path.join(PKI, "ca.crt"))),
  ];
}

/** What a control plane that joins without `--certificate-key` has to find (phases/copycerts, certs.SharedCertificateExists). */
export function sharedCertificatesMissing(): readonly string[] {
  const files = [
    "ca.crt",
    "ca.key",
    "sa.pub",
    "sa.key",
    "front-proxy-ca.crt",
    "front-proxy-ca.key",
    "etcd/ca.crt",
    "etcd/ca.key",
  ];
  return files
    .filter((file) => !fs.existsSync(path.join(PKI, file)))
    .map(
      (file) => `error execution phase control-plane-prepare/certs: the file ${path.join(PKI, file)} does not exist`,
    );
}
