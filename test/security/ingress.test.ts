/** The security checks of the ingress, each under its own id. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { loadBalancerControllerPolicy } from "../../src/constructs/ingress/aws/load-balancer-controller-policy";
import { buildIngress } from "../constructs/ingress/fixtures";

const exceptions = JSON.parse(readFileSync(join(__dirname, "../../assets/scan-exceptions.json"), "utf8")) as readonly {
  readonly check: string;
  readonly resource: string;
  readonly reason: string;
}[];

/** The least protected ingress that there is. */
const world = buildIngress({ profile: "minimal", protected: false, dnsZone: { name: "example.org" } });
const resources = world.resources();
const policy = loadBalancerControllerPolicy("aws");

function excuse(check: string, resource: string): string | undefined {
  return exceptions.find((exception) => exception.check === check && exception.resource === resource)?.reason;
}

test("CKV_K8S_21: nothing stands in the namespace default", () => {
  const namespaced = [
    ...Object.values(resources["helm_release"] ?? {}).map(({ namespace }) => namespace),
    ...Object.values(resources["kubernetes_network_policy_v1"] ?? {}).map(
      ({ metadata }) => (metadata as { namespace: unknown }).namespace,
    ),
  ];

  expect(namespaced.length).toBeGreaterThan(8);
  for (const namespace of namespaced) expect(namespace).toMatch(/^\$\{kubernetes_namespace_v1\..+\}$/);
});

test("CKV2_K8S_6: every pod of the platform's namespaces is under a network policy", () => {
  const guards = Object.values(resources["kubernetes_network_policy_v1"] ?? {}).map(
    ({ metadata }) => (metadata as { namespace: string }).namespace,
  );
  const namespaces = Object.keys(resources["kubernetes_namespace_v1"] ?? {}).map(
    (name) => `\${kubernetes_namespace_v1.${name}.metadata[0].name}`,
  );

  expect(guards.sort()).toEqual(namespaces.sort());
});

test("CKV_K8S_10 CKV_K8S_12 CKV_K8S_13: pods ask for CPU and memory, and their memory is limited", () => {
  const values = ["traefik", "cert-manager", "external-dns", "aws-load-balancer-controller"].map(world.values);
  const certManager = world.values("cert-manager");
  const parts = ["webhook", "cainjector"].map((part) => certManager[part] as Record<string, unknown>);

  for (const { resources: asked } of [...values, ...parts]) {
    expect(asked).toEqual({
      requests: { cpu: expect.any(String) as string, memory: expect.any(String) as string },
      limits: { memory: expect.any(String) as string },
    });
  }
});

test("CKV_K8S_20 CKV_K8S_22 CKV_K8S_28 CKV_K8S_31: the controller whose chart leaves them open gets the strictest settings", () => {
  expect(world.values("aws-load-balancer-controller")).toMatchObject({
    podSecurityContext: { runAsNonRoot: true, seccompProfile: { type: "RuntimeDefault" } },
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ["ALL"] },
    },
  });
});

test("CKV_AWS_103: the listener takes TLS 1.2 at least", () => {
  expect(world.values("traefik").tlsOptions).toMatchObject({ default: { minVersion: "VersionTLS12" } });
});

test("CKV_AWS_2: HTTP is answered with a redirect to HTTPS only", () => {
  expect(world.values("traefik").ports).toMatchObject({
    web: { http: { redirections: { entryPoint: { to: "websecure", scheme: "https", permanent: true } } } },
    websecure: { http: { tls: { enabled: true } } },
  });
});

test("CKV_AWS_150: the load balancer of a protected environment cannot be deleted", () => {
  const { service } = buildIngress({ protected: true }).values("traefik") as {
    service: { annotations: Record<string, string> };
  };

  expect(service.annotations["service.beta.kubernetes.io/aws-load-balancer-attributes"]).toContain(
    "deletion_protection.enabled=true",
  );
});

test("CKV_AWS_152: the load balancer works across zones", () => {
  const { service } = world.values("traefik") as { service: { annotations: Record<string, string> } };

  expect(service.annotations["service.beta.kubernetes.io/aws-load-balancer-attributes"]).toContain(
    "load_balancing.cross_zone.enabled=true",
  );
});

test("no dashboard, and no telemetry to the vendor", () => {
  expect(world.values("traefik")).toMatchObject({
    api: { dashboard: false },
    ingressRoute: { dashboard: { enabled: false } },
    global: { checkNewVersion: false, sendAnonymousUsage: false },
  });
});

test("CKV_AWS_286 CKV_AWS_289: the controller's policy changes no permissions", () => {
  const actions = policy.flatMap(({ Action }) => Action);

  expect(actions.filter((action) => /^iam:(?!Get|List)/.test(action))).toEqual(["iam:CreateServiceLinkedRole"]);
  expect(actions.filter((action) => action.includes("*"))).toEqual([]);
});

test("CKV_AWS_290 CKV_AWS_355: what the controller deletes bears its tag; the rest is excused with its reason", () => {
  const role = "aws_iam_role_policy.ingress_load-balancer-controller_identity_role_policy";
  const deleting = policy.filter(({ Action }) =>
    [Action].flat().some((action) => /:Delete(LoadBalancer|TargetGroup|SecurityGroup)$/.test(action)),
  );

  expect(deleting).toHaveLength(2);
  for (const { Condition } of deleting) {
    expect(Condition).toEqual({ Null: { "aws:ResourceTag/elbv2.k8s.aws/cluster": "false" } });
  }
  expect(excuse("CKV_AWS_290", role)).toMatch(/.{40}/);
  expect(excuse("CKV_AWS_355", role)).toMatch(/.{40}/);
});

test("CKV2_AWS_38: a zone that is made here is excused from DNSSEC, with the reason", () => {
  expect(Object.keys(resources["aws_route53_zone"] ?? {})).toEqual(["ingress_dns-zone"]);
  expect(excuse("CKV2_AWS_38", "aws_route53_zone.ingress_dns-zone")).toMatch(/.{40}/);
});
