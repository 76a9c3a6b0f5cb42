/** What stages read beside kubeadm's configurations: labels and taints by node, and kube-vip's pod. */
import { parse } from "yaml";
import { kubeVipFile, nodesFile } from "../../../../src/constructs/k8s-cluster/kubeadm/config";
import { settingsOf } from "./settings";

test("labels and taints are a line each, by node, in the order of names", () => {
  expect(nodesFile(settingsOf("keepalived"))).toBe(
    [
      "cp1 taint node-role.kubernetes.io/control-plane=:NoSchedule",
      "cp2 taint node-role.kubernetes.io/control-plane=:NoSchedule",
      "cp3 taint node-role.kubernetes.io/control-plane=:NoSchedule",
      "w1 label team=nets",
      "w2 taint gpu=yes:NoSchedule",
      "",
    ].join("\n"),
  );
});

describe("kube-vip", () => {
  const text = kubeVipFile({ address: "192.0.2.10", interface: "eth1", image: "ghcr.io/kube-vip/kube-vip:v1.0.0" });
  const { spec } = parse(text) as {
    spec: {
      containers: { env: { name: string; value?: string }[]; securityContext: object }[];
      volumes: { hostPath: { path: string } }[];
    };
  };

  test("moves the one address by its lease, and no Services", () => {
    const env = Object.fromEntries((spec.containers[0]?.env ?? []).map(({ name, value }) => [name, value]));
    expect(env).toMatchObject({ address: "192.0.2.10", vip_interface: "eth1", cp_enable: "true", svc_enable: "false" });
  });

  test("has a kubeconfig of its own, never an administrator's", () => {
    expect(spec.volumes.map(({ hostPath }) => hostPath.path)).toEqual(["/etc/kubernetes/kube-vip.conf"]);
  });

  test("may change addresses, and nothing else of the host", () => {
    expect(spec.containers[0]?.securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ["ALL"], add: ["NET_ADMIN", "NET_RAW"] },
    });
  });

  test("finds the interface itself where none is named", () => {
    expect(kubeVipFile({ address: "192.0.2.10", image: "i" })).not.toContain("vip_interface");
  });
});
