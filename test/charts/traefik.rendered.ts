/** The chart traefik: the way into the cluster. */
import { EVERY_OPTION, everyOption, objectsOf } from "./every-option";
import { containerOf, podOf, replicasOf } from "./pods";
import { REQUEST_PATH } from "./profile";
import { named, ofKind, releasesOfChart } from "./rendered";

describe.each(releasesOfChart("traefik"))("in $environment.name", ({ environment, documents }) => {
  const traefik = named(documents, "Deployment", "traefik");
  const { args = [] } = containerOf(traefik);

  test("it has its copies, and a priority", () => {
    expect(replicasOf(traefik)).toBe(REQUEST_PATH[environment.file.profile]);
    expect(podOf(traefik).priorityClassName).toBe("jangada-platform");
    expect(ofKind(documents, "PodDisruptionBudget").map(({ spec }) => spec)).toEqual(
      replicasOf(traefik) > 1 ? [expect.objectContaining({ maxUnavailable: 1 })] : [],
    );
  });

  test("plain HTTP is sent to HTTPS, which is the only entry point of routes that name none", () => {
    expect(args).toEqual(
      expect.arrayContaining([
        "--entryPoints.web.http.redirections.entryPoint.to=:443",
        "--entryPoints.web.http.redirections.entryPoint.scheme=https",
        "--entryPoints.web.http.redirections.entryPoint.permanent=true",
        "--entryPoints.websecure.http.tls=true",
        "--entryPoints.websecure.asDefault=true",
      ]),
    );
  });

  test("every route goes through the environment's chain", () => {
    expect(args.filter((arg) => arg.startsWith("--entryPoints.websecure.http.middlewares="))).toEqual([
      expect.stringContaining("traefik-"),
    ]);
  });

  test("nobody's route reaches into another namespace, and no page of its own is served", () => {
    const said = args.join("\n");
    expect(said).not.toMatch(
      /allowCrossNamespace=true|allowExternalNameServices=true|api\.insecure=true|dashboard=true/i,
    );
    expect(args).toEqual(
      expect.arrayContaining(
        ["--global.checkNewVersion=false", "--global.sendAnonymousUsage=false"].filter((arg) => args.includes(arg)),
      ),
    );
    expect(ofKind(documents, "IngressRoute")).toEqual([]);
  });

  test("TLS 1.2 at least, and no host without a certificate", () => {
    expect(ofKind(documents, "TLSOption").map(({ spec }) => spec)).toEqual([
      expect.objectContaining({ minVersion: "VersionTLS12", sniStrict: true }),
    ]);
  });

  test("headers are kept out of the access log", () => {
    expect(args).toEqual(
      expect.arrayContaining([
        "--accesslog=true",
        "--accesslog.format=json",
        "--accesslog.fields.headers.defaultmode=drop",
      ]),
    );
  });

  test("on shutdown requests are let finish within the pod's grace", () => {
    expect(args).toEqual(
      expect.arrayContaining([
        "--entryPoints.websecure.transport.lifeCycle.requestAcceptGraceTimeout=25s",
        "--entryPoints.websecure.transport.lifeCycle.graceTimeOut=25s",
      ]),
    );
    expect(podOf(traefik)).toMatchObject({ terminationGracePeriodSeconds: 60 });
  });

  test("the load balancer lets in what the file allows", () => {
    const { allow } = environment.file["ingress"] as { readonly allow?: readonly string[] };
    expect(named(documents, "Service", "traefik")["spec"]).toMatchObject({
      type: "LoadBalancer",
      loadBalancerSourceRanges: allow ?? ["0.0.0.0/0"],
    });
  });
});

test("an internal one has no public address", () => {
  const { annotations } = named(everyOption("traefik"), "Service", "traefik").metadata;
  expect(annotations).toMatchObject({ "service.beta.kubernetes.io/aws-load-balancer-scheme": "internal" });
});

test("the limit for each client is the file's", () => {
  const specs = ofKind(objectsOf(EVERY_OPTION, "traefik-middlewares"), "Middleware").map(({ spec }) => spec);
  expect(specs).toContainEqual({ rateLimit: expect.objectContaining({ average: 40, burst: 90 }) as unknown });
  expect(JSON.stringify(specs)).toContain("10.20.0.0/16");
});

test("the file's own values arrive", () => {
  expect(named(everyOption("traefik"), "Deployment", "traefik")["spec"]).toMatchObject({
    template: { metadata: { labels: { asked: "traefik" } } },
  });
});
