import { customResourceProblems, expectValidCustomResource } from "../../helpers/crd";
import { ACME_SERVERS } from "../../../src/constructs/ingress/section";
import { buildIngress, type Settings } from "./fixtures";

interface Resource {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly spec: Readonly<Record<string, unknown>>;
}

const objects = (release: string, settings?: Settings): readonly Resource[] =>
  buildIngress(settings).values(release).objects as Resource[];

const zone = { dnsZone: { name: "example.org" }, aws: { zoneId: "Z123" } };

describe("middlewares", () => {
  const named = (name: string, settings?: Settings): Resource | undefined =>
    objects("traefik-middlewares", settings).find(({ metadata }) => metadata.name === name);

  test("are valid against Traefik's definitions", () => {
    const all = objects("traefik-middlewares", { allow: ["203.0.113.0/24"], ...zone });

    expect(all).toHaveLength(4);
    for (const object of all) expectValidCustomResource(object);
  });

  test("limit each client's rate as the section says", () => {
    expect(named("rate-limit", { rateLimit: { average: 20, burst: 40 } })?.spec).toEqual({
      rateLimit: { average: 20, period: "1s", burst: 40 },
    });
  });

  test("tell browsers to come back by HTTPS only, for a year", () => {
    expect(named("headers")?.spec).toMatchObject({
      headers: { stsSeconds: 31536000, stsIncludeSubdomains: true, contentTypeNosniff: true },
    });
  });

  test("refuse whoever is not on the allow-list, at the load balancer and again at the controller", () => {
    const settings: Settings = { allow: ["203.0.113.0/24", "198.51.100.7/32"], ...zone };

    expect(named("allow-list", settings)?.spec).toEqual({ ipAllowList: { sourceRange: settings.allow } });
    expect(buildIngress(settings).values("traefik")).toMatchObject({
      service: { spec: { loadBalancerSourceRanges: settings.allow } },
    });
    expect(named("allow-list")).toBeUndefined();
  });

  test("form one chain, which every route over HTTPS goes through", () => {
    const settings: Settings = { allow: ["203.0.113.0/24"], ...zone };
    const chain = named("platform", settings);

    expect(chain?.spec).toEqual({
      chain: { middlewares: [{ name: "allow-list" }, { name: "rate-limit" }, { name: "headers" }] },
    });
    expect(buildIngress(settings).values("traefik")).toMatchObject({
      ports: { websecure: { asDefault: true, http: { middlewares: ["traefik-platform@kubernetescrd"] } } },
    });
  });
});

describe("the ClusterIssuer", () => {
  const acme = (settings?: Settings): Record<string, unknown> =>
    objects("cluster-issuer", settings)[0]?.spec["acme"] as Record<string, unknown>;

  test.each<Settings>([{}, { ...zone, acme: { email: "ops@example.org" } }, { exposure: "internal", ...zone }])(
    "is valid against cert-manager's definition: %j",
    (settings) => {
      expectValidCustomResource(objects("cluster-issuer", settings)[0]);
    },
  );

  test("proves names over HTTP without a zone, past the redirect to HTTPS", () => {
    const redirect = buildIngress().values("traefik") as {
      ports: { web: { http: { redirections: { entryPoint: { priority: number } } } } };
    };
    const [solver] = acme().solvers as {
      http01: { ingress: { ingressTemplate: { metadata: { annotations: object } } } };
    }[];
    const annotations = solver?.http01.ingress.ingressTemplate.metadata.annotations as Record<string, string>;

    expect(annotations["traefik.ingress.kubernetes.io/router.entrypoints"]).toBe("web");
    expect(Number(annotations["traefik.ingress.kubernetes.io/router.priority"])).toBeGreaterThan(
      redirect.ports.web.http.redirections.entryPoint.priority,
    );
  });

  test("proves names of the zone by DNS, and others over HTTP where the world may connect", () => {
    const dns = {
      selector: { dnsZones: ["example.org"] },
      dns01: { route53: { region: "eu-west-1", hostedZoneID: "Z123" } },
    };

    expect(acme({ ...zone }).solvers).toEqual([dns, { http01: expect.anything() as unknown }]);
    expect(acme({ ...zone, exposure: "internal" }).solvers).toEqual([dns]);
  });

  test("asks the server that the section names", () => {
    expect(acme().server).toBe(ACME_SERVERS.production);
    expect(acme({ acme: { server: "staging" } }).server).toBe(ACME_SERVERS.staging);
    expect(acme({ acme: { server: "https://ca.example.org/dir", email: "a@example.org" } })).toMatchObject({
      server: "https://ca.example.org/dir",
      email: "a@example.org",
    });
    expect(acme()).not.toHaveProperty("email");
  });
});

describe("the TLS options", () => {
  test("take TLS 1.2 at least, with forward secrecy and authenticated encryption, and hosts that are known", () => {
    const { default: options } = buildIngress().values("traefik").tlsOptions as { default: { cipherSuites: string[] } };
    const object = {
      apiVersion: "traefik.io/v1alpha1",
      kind: "TLSOption",
      metadata: { name: "default" },
      spec: options,
    };

    expectValidCustomResource(object);
    expect(options).toMatchObject({ minVersion: "VersionTLS12", sniStrict: true });
    for (const suite of options.cipherSuites) expect(suite).toMatch(/^TLS_ECDHE_.*(GCM|CHACHA20_POLY1305)/);
    expect(customResourceProblems({ ...object, spec: { ...options, sniStrickt: true } })).not.toEqual([]);
  });
});
