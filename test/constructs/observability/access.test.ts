/** Who reaches the pages, and how Grafana knows people. */
import { rolePath } from "../../../src/constructs/observability/cluster/grafana-values";
import { expectValidCustomResource } from "../../helpers/crd";
import { edited } from "../../helpers/edited";
import { INGRESS, type KubernetesObject, platformOf, problemsOf, type Stack } from "./fixtures";

const ALL = `${INGRESS}observability:
  access: { allow: [203.0.113.0/24, 198.51.100.7/32], prometheus: prometheus.dev.example.org, alertmanager: alerts.dev.example.org }
`;

const ingresses = (platform: Stack): readonly { host: string; middlewares: string | undefined }[] =>
  Object.values(platform.resources("kubernetes_ingress_v1")).map((one) => {
    const { metadata, spec } = one as {
      metadata: { annotations: Record<string, string> };
      spec: { rule: { host: string }[]; tls: { hosts: string[] }[] };
    };
    expect(spec.tls[0]?.hosts).toEqual([spec.rule[0]?.host]);
    return {
      host: spec.rule[0]?.host ?? "",
      // The namespace is a reference: what stands in it comes after it.
      middlewares: metadata.annotations["traefik.ingress.kubernetes.io/router.middlewares"]?.replaceAll(
        "${kubernetes_namespace_v1.observability_namespace.metadata[0].name}",
        "observability",
      ),
    };
  });

test("nothing is exposed that the file does not name", () => {
  expect(ingresses(platformOf(`${INGRESS}observability: {}\n`))).toEqual([]);
  expect(ingresses(platformOf(`${INGRESS}observability: { access: { allow: [203.0.113.0/24] } }\n`))).toEqual([
    { host: "grafana.dev.example.org", middlewares: "observability-grafana-allow-list@kubernetescrd" },
  ]);
});

test("the ranges stand before all three, and a login before those that know no users", () => {
  const platform = platformOf(ALL);
  expect(ingresses(platform)).toEqual([
    {
      host: "alerts.dev.example.org",
      middlewares: "observability-alertmanager-allow-list@kubernetescrd,observability-alertmanager-login@kubernetescrd",
    },
    { host: "grafana.dev.example.org", middlewares: "observability-grafana-allow-list@kubernetescrd" },
    {
      host: "prometheus.dev.example.org",
      middlewares: "observability-prometheus-allow-list@kubernetescrd,observability-prometheus-login@kubernetescrd",
    },
  ]);
  const made = ["grafana", "prometheus", "alertmanager"].flatMap((page) => platform.objects(`${page}-middlewares`));
  made.forEach(expectValidCustomResource);
  const specs = Object.fromEntries(made.map((one: KubernetesObject) => [one.metadata.name, one["spec"]]));
  for (const page of ["grafana", "prometheus", "alertmanager"]) {
    expect(specs[`${page}-allow-list`]).toEqual({
      ipAllowList: { sourceRange: ["203.0.113.0/24", "198.51.100.7/32"] },
    });
  }
  expect(specs["prometheus-login"]).toEqual({ basicAuth: { secret: "pages-login", removeHeader: true } });
});

test("the login's Secret has the digest alone: the middleware takes no other key", () => {
  const [secret] = platformOf(ALL).objects("secret-pages-login");
  expectValidCustomResource(secret);
  expect(secret).toMatchObject({
    spec: {
      target: { template: { mergePolicy: "Replace", data: { users: "{{ htpasswd .username .password }}" } } },
    },
  });
});

test("the ingress reaches the exposed pods, and no others of the namespace", () => {
  const policies = Object.values(platformOf(ALL).resources("kubernetes_network_policy_v1")).map((one) => {
    const { metadata, spec } = one as {
      metadata: { name: string; namespace: string };
      spec: { pod_selector: { match_labels?: Record<string, string> }; ingress?: { ports: { port: string }[] }[] };
    };
    return { name: metadata.name, pods: spec.pod_selector.match_labels, port: spec.ingress?.[0]?.ports?.[0]?.port };
  });
  expect(policies).toEqual(
    expect.arrayContaining([
      { name: "grafana", pods: { "app.kubernetes.io/name": "grafana" }, port: "3000" },
      { name: "prometheus", pods: { "app.kubernetes.io/name": "prometheus" }, port: "9090" },
      { name: "alertmanager", pods: { "app.kubernetes.io/name": "alertmanager" }, port: "9093" },
    ]),
  );
});

test.each([
  ["nobody who may", "access: {}", "ENV_"],
  ["the whole world", "access: { allow: [0.0.0.0/0] }", "ENV_VALUE"],
  ["the whole world, in two ranges", "access: { allow: [0.0.0.0/1, 128.0.0.0/1] }", "ENV_VALUE"],
  ["a range that is none", "access: { allow: [203.0.113.0] }", "ENV_VALUE"],
  ["a host that is none", "access: { allow: [203.0.113.0/24], prometheus: Prom }", "ENV_VALUE"],
  [
    "two pages under one host",
    "access: { allow: [203.0.113.0/24], prometheus: a.dev.example.org, alertmanager: a.dev.example.org }",
    "OBSERVABILITY_HOST_TWICE",
  ],
  [
    "the environment's own host",
    "access: { allow: [203.0.113.0/24], grafana: dev.example.org }",
    "OBSERVABILITY_HOST_TAKEN",
  ],
  [
    "a host of another zone",
    "access: { allow: [203.0.113.0/24], grafana: grafana.example.com }",
    "OBSERVABILITY_HOST_OUTSIDE_ZONE",
  ],
])("%s is refused where it stands", (_, text, expected) => {
  expect(problemsOf(`${INGRESS}observability: { ${text} }\n`)).toEqual([
    expect.stringMatching(new RegExp(`^7 ${expected}`)),
  ]);
});

test("access without an ingress is refused, and the remedy names it", () => {
  expect(problemsOf("observability: { access: { allow: [203.0.113.0/24] } }\n")).toEqual([
    expect.stringMatching(/^6 COMPONENT_MISSING .*ingress/),
  ]);
});

describe("single sign-on", () => {
  const SSO = `${INGRESS}observability:
  access: { allow: [203.0.113.0/24] }
  grafana:
    sso:
      clientId: grafana
      clientSecret: { secret: grafana-sso, property: secret }
      authorizeUrl: https://id.example.org/authorize
      tokenUrl: https://id.example.org/token
      userInfoUrl: https://id.example.org/userinfo
      roles: { admin: [platform], viewer: [staff] }
`;

  test("the client's secret is a file, and the provider's groups give the role", () => {
    const platform = platformOf(SSO);
    const { grafana } = platform.values("prometheus-stack") as { grafana: Record<string, unknown> };
    expect(grafana["grafana.ini"]).toMatchObject({
      "auth.generic_oauth": {
        enabled: true,
        client_id: "grafana",
        client_secret: "$__file{/etc/grafana-sso/clientSecret}",
        auth_url: "https://id.example.org/authorize",
        use_pkce: true,
        role_attribute_strict: true,
      },
      server: { root_url: "https://grafana.dev.example.org" },
      security: { cookie_secure: true },
    });
    const [secret] = platform.objects("secret-grafana-sso");
    expectValidCustomResource(secret);
    expect(secret).toMatchObject({
      spec: { data: [{ secretKey: "clientSecret", remoteRef: { key: "grafana-sso", property: "secret" } }] },
    });
  });

  test.each([
    [{ admin: ["ops"], editor: ["dev", "qa"], viewer: ["all staff"] }, true],
    [{ editor: ["dev"] }, false],
    [{}, false],
  ])("roles %j", (roles, strict) => {
    const path = rolePath({ groupsClaim: "groups", roles });
    expect(path.endsWith("'Viewer'")).toBe(true);
    expect(path.includes("(contains(groups || `[]`, 'all staff')) && 'Viewer'")).toBe(strict);
  });

  test.each([
    ["an address without TLS", "https://id.example.org/token", "http://id.example.org/token"],
    ["a group that would end the text", "[platform]", "[\"a' || 'Admin\"]"],
    ["a secret in the file", "{ secret: grafana-sso, property: secret }", "hunter2"],
  ])("%s is refused", (_, before, after) => {
    expect(problemsOf(edited(SSO, before, after))).not.toEqual([]);
  });
});
