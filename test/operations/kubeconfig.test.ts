import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { JangadaError } from "../../src/errors";
import { kubeconfigOf, writeKubeconfig } from "../../src/operations/kubeconfig";

const OUTPUTS = {
  "dev-cluster": {
    "k8s-cluster_cluster": {
      clusterName: "dev",
      endpoint: "https://dev.example.org",
      certificateAuthority: "Y2E=",
      details: { region: "eu-west-1" },
    },
  },
};

interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: object }[];
  readonly users: readonly { readonly user: object }[];
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
  } catch (error) {
    if (JangadaError.is(error)) return error.problems[0]?.code;
    throw error;
  }
  return undefined;
}

test("given a deployed cluster, a client logs in as its target says", () => {
  const { clusters, users } = parse(kubeconfigOf({ name: "dev", target: "eks" }, OUTPUTS).text) as Kubeconfig;

  expect(clusters).toEqual([
    {
      name: "dev",
      cluster: { server: "https://dev.example.org", "certificate-authority-data": "Y2E=" },
    },
  ]);
  expect(users[0]?.user).toEqual({
    exec: {
      apiVersion: "client.authentication.k8s.io/v1beta1",
      command: "aws",
      args: ["eks", "get-token", "--cluster-name", "dev", "--region", "eu-west-1"],
      interactiveMode: "Never",
    },
  });
});

test("given a target whose clients are not known, nothing is guessed", () => {
  expect(codeOf(() => kubeconfigOf({ name: "dev", target: "kubeadm" }, OUTPUTS))).toBe("CLUSTER_LOGIN_UNKNOWN");
});

test("given a cluster that takes a certificate, the client has it", () => {
  const details = { "client-certificate": "a certificate", "client-key": "its key" };
  const cluster = { clusterName: "home", endpoint: "https://192.0.2.10:6443", certificateAuthority: "Y2E=", details };
  const outputs = { "home-cluster": { "k8s-cluster_cluster": cluster } };
  const { users } = parse(kubeconfigOf({ name: "home", target: "kubeadm" }, outputs).text) as Kubeconfig;

  expect(users[0]?.user).toEqual({
    "client-certificate-data": Buffer.from("a certificate").toString("base64"),
    "client-key-data": Buffer.from("its key").toString("base64"),
  });
});

test("given no cluster, it says so", () => {
  expect(codeOf(() => kubeconfigOf({ name: "dev", target: "eks" }, {}))).toBe("CLUSTER_NOT_DEPLOYED");
});

describe("written to a file", () => {
  let folder: string;
  beforeEach(() => (folder = fs.mkdtempSync(path.join(os.tmpdir(), "kubeconfig-"))));
  afterEach(() => fs.rmSync(folder, { recursive: true }));
  const made = kubeconfigOf({ name: "dev", target: "eks" }, OUTPUTS);
  const modeOf = (file: string): string => (fs.statSync(file).mode & 0o777).toString(8);

  it("it is its owner's alone, whatever lay there of the same cluster", () => {
    const file = path.join(folder, "new", "config");
    writeKubeconfig(file, made);
    fs.chmodSync(file, 0o644);
    writeKubeconfig(file, made);

    expect(modeOf(file)).toBe("600");
    expect(modeOf(path.dirname(file))).toBe("700");
    expect(fs.readFileSync(file, "utf8")).toBe(made.text);
  });

  it.each([
    ["another cluster's", made.text.replaceAll("dev", "qa")],
    ["one of several clusters", made.text.replace("clusters:\n", "clusters:\n  - name: qa\n")],
    ["no kubeconfig", "kind: Secret"],
    ["no YAML", "{"],
  ])("%s is left as it is", (_, text) => {
    const file = path.join(folder, "config");
    fs.writeFileSync(file, text);

    expect(codeOf(() => writeKubeconfig(file, made))).toBe("KUBECONFIG_IN_THE_WAY");
    expect(fs.readFileSync(file, "utf8")).toBe(text);
  });

  it("where nothing can be written, it says so", () => {
    fs.writeFileSync(path.join(folder, "file"), "");
    expect(codeOf(() => writeKubeconfig(path.join(folder, "file", "config"), made))).toBe("KUBECONFIG_UNWRITABLE");
    expect(codeOf(() => writeKubeconfig(folder, made))).toBe("KUBECONFIG_UNWRITABLE");
  });
});
