import { parse } from "yaml";
import { JangadaError } from "../../src/errors";
import { kubeconfigOf } from "../../src/operations/kubeconfig";

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
  const { clusters, users } = parse(kubeconfigOf({ name: "dev", target: "eks" }, OUTPUTS)) as Kubeconfig;

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

test("given no cluster, it says so", () => {
  expect(codeOf(() => kubeconfigOf({ name: "dev", target: "eks" }, {}))).toBe("CLUSTER_NOT_DEPLOYED");
});
