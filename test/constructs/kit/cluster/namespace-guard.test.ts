import {
  allowCredentials,
  ALLOW_HTTPS,
  NamespaceGuard,
  type NamespaceGuardProps,
} from "../../../../src/constructs/kit/cluster/namespace-guard";
import { onlyResource, synthesize } from "./synthesize";

const policy = (props: Omit<NamespaceGuardProps, "namespace">): unknown =>
  onlyResource(
    synthesize((stack) => {
      new NamespaceGuard(stack, "guard", { namespace: "shop", ...props });
    }),
    "kubernetes_network_policy_v1",
  ).spec;

const dns = {
  to: [
    {
      namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "kube-system" } },
      pod_selector: { match_labels: { "k8s-app": "kube-dns" } },
    },
  ],
  ports: [
    { port: "53", protocol: "UDP" },
    { port: "53", protocol: "TCP" },
  ],
};

describe("NamespaceGuard", () => {
  test("closes every pod in both directions, but for DNS", () => {
    expect(policy({})).toEqual({
      pod_selector: {},
      policy_types: ["Ingress", "Egress"],
      ingress: [],
      egress: [dns],
    });
  });

  test("may be for some pods alone, under a name of its own", () => {
    const resource = onlyResource(
      synthesize((stack) => {
        new NamespaceGuard(stack, "guard", { namespace: "shop", name: "web", pods: { app: "web" } });
      }),
      "kubernetes_network_policy_v1",
    );
    expect(resource).toMatchObject({
      metadata: { name: "web", namespace: "shop" },
      spec: { pod_selector: { match_labels: { app: "web" } } },
    });
  });

  test("opens what is named, and the metadata service never", () => {
    expect(
      policy({
        ingress: [{ peers: [{ namespace: "traefik" }, { cidr: "10.1.0.0/16" }], ports: [8080] }],
        egress: [
          ALLOW_HTTPS,
          ...allowCredentials({ credentialEndpoints: [{ cidr: "192.0.2.23/32", port: 80 }] }),
          { peers: ["cluster"], ports: [] },
        ],
      }),
    ).toEqual({
      pod_selector: {},
      policy_types: ["Ingress", "Egress"],
      ingress: [
        {
          from: [
            { namespace_selector: { match_labels: { "kubernetes.io/metadata.name": "traefik" } } },
            { ip_block: { cidr: "10.1.0.0/16" } },
          ],
          ports: [{ port: "8080", protocol: "TCP" }],
        },
      ],
      egress: [
        dns,
        {
          to: [{ ip_block: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } }],
          ports: [{ port: "443", protocol: "TCP" }],
        },
        { to: [{ ip_block: { cidr: "192.0.2.23/32" } }], ports: [{ port: "80", protocol: "TCP" }] },
        { to: [{ namespace_selector: {} }], ports: [] },
      ],
    });
  });
});
