import { DefaultTokenResolver, StringConcat, TerraformStack, Tokenization } from "cdktf";
import { checkChartValues } from "../../../../src/catalog/chart-values";
import type { ChartName } from "../../../../src/catalog/charts";
import { Ingress } from "../../../../src/constructs/ingress/contract";
import { JangadaError } from "../../../../src/errors";
import { buildIngress, FakeCluster, type Settings } from "../fixtures";

const zone = { dnsZone: { name: "example.org" }, aws: { zoneId: "Z123" } };

describe("the releases of an ingress", () => {
  test("are those of traefik, cert-manager and the load balancer controller, with names that users know", () => {
    const releases = buildIngress().resources()["helm_release"] ?? {};

    expect(Object.keys(releases).sort()).toEqual(
      [
        "ingress_cert-manager",
        "ingress_issuer",
        "ingress_load-balancer-controller",
        "ingress_load-balancer-controller_definitions",
        "ingress_middlewares",
        "ingress_traefik",
        "ingress_traefik_definitions",
      ].sort(),
    );
  });

  test("bring definitions before their charts, which leave out their own", () => {
    const releases = buildIngress({ ...zone }).resources()["helm_release"] ?? {};

    for (const id of ["traefik", "external-dns", "load-balancer-controller"]) {
      const definitions = `ingress_${id}_definitions`;
      expect(releases[definitions]).toMatchObject({ take_ownership: true });
      expect(releases[`ingress_${id}`]).toMatchObject({
        skip_crds: true,
        depends_on: expect.arrayContaining([`helm_release.${definitions}`]) as unknown,
      });
    }
  });

  test("add external-dns where there is a zone", () => {
    const releases = buildIngress({ ...zone }).resources()["helm_release"] ?? {};

    expect(releases).toHaveProperty("ingress_external-dns");
  });

  test("come after what they need, and so go before it", () => {
    const world = buildIngress({ ...zone });
    const after = (name: string): unknown => world.release(name)["depends_on"];

    expect(after("traefik")).toEqual(
      expect.arrayContaining([
        "helm_release.ingress_load-balancer-controller",
        "kubernetes_network_policy_v1.ingress_traefik_guard",
      ]),
    );
    expect(after("traefik-middlewares")).toEqual(["helm_release.ingress_traefik"]);
    expect(after("cluster-issuer")).toEqual(["helm_release.ingress_cert-manager"]);
    for (const name of ["cert-manager", "external-dns", "aws-load-balancer-controller"]) {
      expect(after(name)).toContainEqual(expect.stringMatching(/^terraform_data\..*identity$/));
    }
  });

  test("stand in namespaces of their own, which refuse privileged pods and unnamed connections", () => {
    const resources = buildIngress({ ...zone }).resources();
    const namespaces = Object.values(resources["kubernetes_namespace_v1"] ?? {});
    const guards = Object.values(resources["kubernetes_network_policy_v1"] ?? {});

    expect(namespaces).toHaveLength(4);
    for (const { metadata } of namespaces) {
      expect(metadata).toMatchObject({ labels: { "pod-security.kubernetes.io/enforce": "restricted" } });
    }
    expect(guards).toHaveLength(4);
    for (const { spec } of guards)
      expect(spec).toMatchObject({ pod_selector: {}, policy_types: ["Ingress", "Egress"] });
  });

  test.each<Settings>([{}, { ...zone, profile: "full" }, { profile: "minimal", exposure: "internal", ...zone }])(
    "set no value that their charts do not know: %j",
    (settings) => {
      const world = buildIngress(settings);
      const charts = Object.values(world.resources()["helm_release"] ?? {}).filter(({ repository }) => repository);

      expect(charts.length).toBeGreaterThanOrEqual(3);
      for (const { chart, name } of charts) {
        expect(checkChartValues(chart as ChartName, world.values(name as string))).toEqual([]);
      }
    },
  );
});

describe("profiles", () => {
  const replicas = (profile: Settings["profile"]): unknown[] => {
    const { values } = buildIngress({ profile });
    const certManager = values("cert-manager") as { replicaCount: number; webhook: { replicaCount: number } };
    return [
      (values("traefik").deployment as { replicas: number }).replicas,
      certManager.replicaCount,
      certManager.webhook.replicaCount,
      values("aws-load-balancer-controller").replicaCount,
    ];
  };

  test("change the number of copies", () => {
    expect(replicas("minimal")).toEqual([1, 1, 1, 1]);
    expect(replicas("standard")).toEqual([2, 2, 2, 2]);
    expect(replicas("full")).toEqual([3, 2, 3, 2]);
  });

  test("set no disruption budget that would hold up the drain of a single pod", () => {
    const alone = buildIngress({ profile: "minimal" }).values;
    const several = buildIngress({ profile: "standard" }).values;

    expect(alone("traefik").podDisruptionBudget).toEqual({ enabled: false });
    expect(alone("aws-load-balancer-controller").podDisruptionBudget).toEqual({});
    expect(several("traefik").podDisruptionBudget).toEqual({ enabled: true, maxUnavailable: 1 });
    expect(several("aws-load-balancer-controller").podDisruptionBudget).toEqual({ maxUnavailable: 1 });
  });
});

describe("the load balancer", () => {
  const annotation = (world: ReturnType<typeof buildIngress>, key: string): unknown =>
    (world.values("traefik").service as { annotations: Record<string, unknown> }).annotations[
      `service.beta.kubernetes.io/aws-load-balancer-${key}`
    ];

  test("is public, stands in the public subnets, and tells the client's address by PROXY protocol", () => {
    const world = buildIngress();

    expect(annotation(world, "scheme")).toBe("internet-facing");
    expect(annotation(world, "subnets")).toBe("subnet-public-eu-west-1a,subnet-public-eu-west-1b");
    expect(annotation(world, "nlb-target-type")).toBe("ip");
    expect(annotation(world, "proxy-protocol")).toBe("*");
    expect(world.values("traefik").service).toMatchObject({
      spec: { type: "LoadBalancer", loadBalancerClass: "service.k8s.aws/nlb", loadBalancerSourceRanges: ["0.0.0.0/0"] },
    });
    expect(world.values("traefik").ports).toMatchObject({
      web: { proxyProtocol: { trustedIPs: ["10.1.0.0/16"] } },
      websecure: { proxyProtocol: { trustedIPs: ["10.1.0.0/16"] } },
    });
  });

  test("is internal where the section says so, for private addresses only", () => {
    const world = buildIngress({ exposure: "internal", ...zone });

    expect(annotation(world, "scheme")).toBe("internal");
    expect(annotation(world, "subnets")).toContain("subnet-private-");
    expect(world.values("traefik").service).toMatchObject({
      spec: { loadBalancerSourceRanges: ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"] },
    });
  });

  test("refuses to be deleted where the environment is protected", () => {
    expect(annotation(buildIngress({ protected: true }), "attributes")).toContain("deletion_protection.enabled=true");
    expect(annotation(buildIngress({ protected: false }), "attributes")).toContain("deletion_protection.enabled=false");
  });

  test("has its controller told region and network, without a webhook on everybody's Services", () => {
    const { values, cluster } = buildIngress({ tags: { owner: "platform" } });

    expect(values("aws-load-balancer-controller")).toMatchObject({
      clusterName: "dev",
      region: "eu-west-1",
      vpcId: "vpc-1",
      enableServiceMutatorWebhook: false,
      defaultTags: { owner: "platform" },
    });
    expect(cluster.policies).toMatchObject([
      { namespace: "aws-load-balancer-controller", serviceAccount: "aws-load-balancer-controller" },
    ]);
  });

  test("needs an EKS cluster, and says so", () => {
    expect(() => buildIngress({}, (stack) => new FakeCluster(stack, "aks"))).toThrow(
      /'dev-platform\/aks' is not an EKS cluster/,
    );
  });
});

describe("the DNS zone", () => {
  test("is adopted by its id, and may be written by the two that need it", () => {
    const world = buildIngress({ ...zone });

    expect(world.resources()).not.toHaveProperty("aws_route53_zone");
    expect(world.cluster.identities).toEqual(
      ["cert-manager", "external-dns"].map((name) => ({
        namespace: name,
        serviceAccount: name,
        permissions: [{ kind: "dns-records", zoneIds: ["Z123"] }],
      })),
    );
    expect(world.values("external-dns")).toMatchObject({
      provider: { name: "aws" },
      domainFilters: ["example.org"],
      extraArgs: { "zone-id-filter": "Z123" },
      txtOwnerId: "dev",
      policy: "upsert-only",
    });
  });

  test("is made where none is named, and its name servers are handed on", () => {
    const world = buildIngress({ dnsZone: { name: "example.org" }, protected: false });

    expect(world.resources()["aws_route53_zone"]).toEqual({
      "ingress_dns-zone": expect.objectContaining({ name: "example.org", force_destroy: true }) as unknown,
    });
    expect(
      Tokenization.resolve(world.ingress.attributes.nameServers, {
        scope: world.stack,
        resolver: new DefaultTokenResolver(new StringConcat()),
      }),
    ).toBe("${aws_route53_zone.ingress_dns-zone.name_servers}");
  });

  test("is kept, with its records, in a protected environment", () => {
    const made = buildIngress({ dnsZone: { name: "example.org" } }).resources()["aws_route53_zone"];

    expect(made).toMatchObject({ "ingress_dns-zone": { force_destroy: false } });
  });

  test("takes no permission and no release where there is none", () => {
    expect(buildIngress().cluster.identities).toEqual([]);
  });
});

describe("props", () => {
  test("are all checked, each problem by name", () => {
    const build = (): unknown => buildIngress({ host: "Nowhere", rateLimit: { average: 0 } });

    expect(build).toThrow(JangadaError);
    expect(build).toThrow(/'host': must be a lower-case DNS name/);
    expect(build).toThrow(/'rateLimit.average'/);
  });

  test("lay the user's chart values over the project's, and refuse unknown ones", () => {
    const { values } = buildIngress({ values: { traefik: { deployment: { replicas: 7 } } } });

    expect(values("traefik").deployment).toEqual({ replicas: 7 });
    expect(() => buildIngress({ values: { certManager: { replicas: 2 } } })).toThrow(/has no value 'replicas'/);
  });
});

describe("expose", () => {
  const props = { namespace: "shop", service: "web", port: 8080 };

  test("makes an Ingress with a certificate, over HTTPS only, after everything that it needs", () => {
    const world = buildIngress({ ...zone });
    world.ingress.expose(world.stack, "shop", { ...props, host: "shop.example.org", path: "/v1" });

    expect(world.resources()["kubernetes_ingress_v1"]).toEqual({
      shop: {
        depends_on: [
          "helm_release.ingress_middlewares",
          "helm_release.ingress_issuer",
          "helm_release.ingress_external-dns",
        ],
        metadata: {
          name: "shop",
          namespace: "shop",
          annotations: {
            "cert-manager.io/cluster-issuer": "acme",
            "traefik.ingress.kubernetes.io/router.entrypoints": "websecure",
            "traefik.ingress.kubernetes.io/router.tls": "true",
          },
        },
        spec: {
          ingress_class_name: "traefik",
          tls: [{ hosts: ["shop.example.org"], secret_name: "shop-tls" }],
          rule: [
            {
              host: "shop.example.org",
              http: {
                path: [
                  { path: "/v1", path_type: "Prefix", backend: { service: { name: "web", port: { number: 8080 } } } },
                ],
              },
            },
          ],
        },
      },
    });
  });

  test("works from another stack with what was published, on the ingress's own host", () => {
    const world = buildIngress();
    const other = new TerraformStack(world.stack.node.root, "dev-workloads");
    const adopted = Ingress.fromExisting(world.ingress, "adopted", { ...world.ingress.attributes });
    adopted.expose(world.stack, "web", props);
    world.ingress.expose(other, "far", props);

    const made = world.resources()["kubernetes_ingress_v1"];
    expect(Object.keys(made ?? {})).toEqual(["web"]);
    expect(made).toMatchObject({
      web: { spec: { ingress_class_name: "traefik", rule: [{ host: "dev.example.org" }] } },
    });
    expect(made?.["web"]).not.toHaveProperty("depends_on");
  });
});
