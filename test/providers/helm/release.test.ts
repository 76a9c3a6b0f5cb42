import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stringify } from "yaml";
import type { ValueObject } from "../../../src/rehearsal/protocol/value";
import { at, Simulated, textAt, worldWithCluster } from "../support/simulated";

const REPOSITORY = { repository: "oci://quay.io/jetstack/charts", chart: "cert-manager", version: "v1.21.1" };
const CERT_MANAGER = { ...REPOSITORY, name: "cert-manager", values: ["crds: {enabled: true}"] };
const TRAEFIK = {
  repository: "https://traefik.github.io/charts",
  chart: "traefik",
  version: "41.3.0",
  name: "traefik",
};
const issuer = (name: string): object => ({
  apiVersion: "cert-manager.io/v1",
  kind: "ClusterIssuer",
  metadata: { name },
});

describe("helm_release", () => {
  let helm: Simulated;
  let folder: string;
  beforeEach(async () => {
    helm = await Simulated.open("helm");
    folder = mkdtempSync(join(tmpdir(), "chart-"));
    mkdirSync(join(folder, "templates"));
    writeFileSync(join(folder, "Chart.yaml"), "apiVersion: v2\nname: carrier\nversion: 1.0.3\nappVersion: '7'\n");
    writeFileSync(
      join(folder, "templates", "all.yaml"),
      "{{- range .Values.objects }}\n---\n{{ toYaml . }}\n{{- end }}\n",
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const carrier = (objects: readonly object[], more: object = {}): Record<string, unknown> => ({
    name: "objects",
    chart: folder,
    values: [JSON.stringify({ objects })],
    ...more,
  });
  const apply = (given: object, prior: ValueObject | null = null): Promise<ValueObject> =>
    helm.apply("helm_release", given as Record<string, unknown>, prior);
  const refusal = (given: object, prior: ValueObject | null = null): Promise<string> =>
    helm.refusal(apply(given, prior));
  const custom = (): readonly string[] => helm.world.list("kubernetes_custom_resource").map(({ id }) => id);

  it("describes itself in its metadata", async () => {
    const state = await apply({ ...CERT_MANAGER, set_sensitive: [{ name: "token", value: "hidden" }] });
    expect(state).toMatchObject({ id: "cert-manager", status: "deployed", manifest: null, namespace: "default" });
    const { values, first_deployed: first, last_deployed: last, ...rest } = state.metadata as Record<string, unknown>;
    expect(rest).toEqual({
      app_version: "v1.21.1",
      chart: "cert-manager",
      name: "cert-manager",
      namespace: "default",
      notes: "",
      revision: 1,
      version: "v1.21.1",
    });
    expect(JSON.parse(String(values))).toEqual({ crds: { enabled: true }, token: "(sensitive value)" });
    expect(last).toBe(first);
  });

  it("plans nothing when nothing changed, and a new revision when something did", async () => {
    const state = await apply(CERT_MANAGER);
    expect((await helm.plan("helm_release", CERT_MANAGER, state)).action).toBe("nothing");
    const changed = await apply({ ...CERT_MANAGER, values: ["crds: {enabled: true}\nreplicaCount: 2"] }, state);
    expect(at(changed, "metadata.revision")).toBe(2);
    expect(textAt(changed, "metadata.values")).toContain('"replicaCount":2');
    expect((await helm.plan("helm_release", { ...CERT_MANAGER, namespace: "kube-system" }, changed)).action).toBe(
      "replace",
    );
  });

  it("needs its namespace, unless it makes it", async () => {
    const away = { ...CERT_MANAGER, namespace: "absent" };
    expect(await refusal(away)).toBe('apply: create: failed to create: namespaces "absent" not found');
    await apply({ ...away, create_namespace: true });
    expect(helm.world.get("kubernetes_namespace_v1", "absent")).toBeDefined();
  });

  it("has a name of its own in its namespace", async () => {
    await apply(CERT_MANAGER);
    expect(await refusal(CERT_MANAGER)).toBe("apply: cannot re-use a name that is still in use");
    expect((await apply({ ...CERT_MANAGER, namespace: "kube-system" })).id).toBe("cert-manager");
    expect(await helm.imported("helm_release", "kube-system/cert-manager")).toMatchObject({ namespace: "kube-system" });
    expect(await helm.refusal(helm.imported("helm_release", "absent/cert-manager"))).toContain("Cannot import");
  });

  it.each(["databases.-1f2e3d", "Traefik", "-a", "a_b"])("is not called %s", async (name) => {
    expect(await refusal({ ...CERT_MANAGER, name })).toContain(`release name "${name}": invalid release name`);
  });

  it("may be called by names with dots and hyphens between", async () => {
    expect((await apply({ ...CERT_MANAGER, name: "generate-dev.databases.orders-1f2e3d" })).status).toBe("deployed");
  });

  it("needs a cluster that answers", async () => {
    const away = new Simulated("helm", worldWithCluster());
    await away.configure({ kubernetes: { host: "https://other.example.com", token: "t" } });
    expect(await away.refusal(away.apply("helm_release", CERT_MANAGER))).toContain(
      'Kubernetes cluster unreachable: Get "https://other.example.com/version": dial tcp: lookup other.example.com: no such host',
    );
    const nowhere = new Simulated("helm", worldWithCluster());
    await nowhere.configure({});
    expect(await nowhere.refusal(nowhere.apply("helm_release", CERT_MANAGER))).toContain("connection refused");
  });

  it.each([
    ["values that are no YAML", { values: ["a: [1"] }, "error converting YAML to JSON"],
    ["a chart of a registry without a version", { version: undefined }, "version is required"],
    [
      "a folder that is not there",
      { repository: undefined, chart: "./absent-chart" },
      'path "./absent-chart" not found',
    ],
    [
      "a chart without a repository",
      { repository: undefined, chart: "cert-manager" },
      "non-absolute URLs should be in form of",
    ],
  ])("refuses %s while planning", async (_, more, words) => {
    expect(await helm.refusal(helm.plan("helm_release", { ...CERT_MANAGER, ...more }))).toContain(words);
  });

  it("takes the version of a local chart from its Chart.yaml", async () => {
    const state = await apply(carrier([]));
    expect(state.version).toBe("1.0.3");
    expect(at(state, "metadata.app_version")).toBe("7");
    writeFileSync(join(folder, "Chart.yaml"), "name: carrier\nversion: 1.1.0\n");
    const planned = await helm.plan("helm_release", carrier([]), state);
    expect([planned.action, planned.state?.version]).toEqual(["update", "1.1.0"]);
    writeFileSync(join(folder, "Chart.yaml"), "name: carrier\n");
    expect(await helm.refusal(helm.plan("helm_release", carrier([])))).toContain("chart.metadata.version is required");
  });

  it("never keeps write-only values", async () => {
    await apply({ ...CERT_MANAGER, set_wo: [{ name: "a", value: "hidden" }], set_wo_revision: 1 });
    expect(JSON.stringify(helm.world.list())).not.toContain("hidden");
  });

  describe("with custom resources", () => {
    const missing = (name: string): string =>
      `resource mapping not found for name: "${name}" namespace: "" from "": no matches for kind "ClusterIssuer" in version "cert-manager.io/v1" ensure CRDs are installed first`;

    it("needs the release that brings their kinds", async () => {
      const words = `apply: unable to build kubernetes objects from release manifest: ${missing("a")}`;
      expect(await refusal(carrier([issuer("a")]))).toBe(words);
      // and a release whose switch is off brings none
      const off = await apply({ ...CERT_MANAGER, values: [] });
      expect(await refusal(carrier([issuer("a")]))).toBe(words);
      await apply(CERT_MANAGER, off);
      await apply(carrier([issuer("a")]));
      expect(custom()).toEqual(["cert-manager.io/ClusterIssuer//a"]);
    });

    it("needs a version of the kind that is served", async () => {
      await apply(CERT_MANAGER);
      expect(await refusal(carrier([{ ...issuer("a"), apiVersion: "cert-manager.io/v1alpha2" }]))).toContain(
        'in version "cert-manager.io/v1alpha2"',
      );
    });

    it("does not count what skip_crds leaves out", async () => {
      const route = { apiVersion: "traefik.io/v1alpha1", kind: "Middleware", metadata: { name: "a" } };
      const traefik = await apply({ ...TRAEFIK, skip_crds: true });
      expect(await refusal(carrier([route]))).toContain('no matches for kind "Middleware"');
      await apply({ ...TRAEFIK, skip_crds: false }, traefik);
      await apply(carrier([route]));
      expect(custom()).toEqual(["traefik.io/Middleware/default/a"]);
    });

    it("brings, changes and takes them away with itself", async () => {
      await apply(CERT_MANAGER);
      const state = await apply(carrier([issuer("a"), issuer("b")]));
      const changed = await apply(carrier([issuer("b"), issuer("c")]), state);
      expect([...custom()].sort()).toEqual(["cert-manager.io/ClusterIssuer//b", "cert-manager.io/ClusterIssuer//c"]);
      await helm.core.destroy("helm_release", changed);
      expect(custom()).toEqual([]);
    });

    it("loses them with the definitions of their kinds", async () => {
      const operator = await apply(CERT_MANAGER);
      await apply(carrier([issuer("a")]));
      await helm.core.destroy("helm_release", operator);
      expect(custom()).toEqual([]);
    });

    it("leaves another release's objects alone", async () => {
      await apply(CERT_MANAGER);
      await apply(carrier([issuer("a")]));
      expect(await refusal(carrier([issuer("a")], { name: "other" }))).toContain(
        "exists and cannot be imported into the current release",
      );
    });

    it("needs their namespaces, which may be among them", async () => {
      const map = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "made" } };
      expect(await refusal(carrier([map]))).toBe('apply: namespaces "made" not found');
      await apply(carrier([{ apiVersion: "v1", kind: "Namespace", metadata: { name: "made" } }, map]));
      expect(helm.world.list("kubernetes_release_object").map(({ id }) => id)).toEqual([
        "/Namespace//made",
        "/ConfigMap/made/a",
      ]);
    });

    it("may bring definitions itself, for later releases", async () => {
      const definition = {
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: "widgets.example.com" },
        spec: {
          group: "example.com",
          names: { kind: "Widget" },
          scope: "Namespaced",
          versions: [{ name: "v1", served: true }],
        },
      };
      const widget = { apiVersion: "example.com/v1", kind: "Widget", metadata: { name: "a" } };
      expect(await refusal(carrier([definition, widget]))).toContain('no matches for kind "Widget"');
      await apply(carrier([definition]));
      await apply(carrier([widget], { name: "widgets" }));
      expect(custom()).toEqual(["example.com/Widget/default/a"]);
    });

    describe("whose definitions a chart hands through from a file", () => {
      const definition = (name: string, annotations: object = {}): object => ({
        apiVersion: "apiextensions.k8s.io/v1",
        kind: "CustomResourceDefinition",
        metadata: { name: `${name.toLowerCase()}s.example.com`, annotations },
        spec: {
          group: "example.com",
          names: { kind: name },
          scope: "Namespaced",
          versions: [{ name: "v1", served: true }],
        },
      });
      const object = (kind: string): object => ({ apiVersion: "example.com/v1", kind, metadata: { name: "a" } });
      const keep = { "helm.sh/resource-policy": "keep" };
      let brought: Record<string, unknown>;
      const write = (...texts: readonly string[]): void => {
        writeFileSync(
          join(String(brought["chart"]), "definitions.yaml"),
          texts.map((text) => `---\n${text}\n`).join(""),
        );
      };
      beforeEach(() => {
        brought = { name: "brought", chart: join(folder, "brought") };
        mkdirSync(join(folder, "brought", "templates"), { recursive: true });
        writeFileSync(join(folder, "brought", "Chart.yaml"), "apiVersion: v2\nname: brought\nversion: 1.0.0\n");
        const template = '{{ .Files.Get "definitions.yaml" }}\n';
        writeFileSync(join(folder, "brought", "templates", "definitions.yaml"), template);
      });

      it("brings them, whether they are written as JSON or otherwise", async () => {
        write(JSON.stringify(definition("Widget")), stringify(definition("Gadget")));
        await apply(brought);
        await apply(carrier([object("Widget"), object("Gadget")]));
        expect(custom()).toEqual(["example.com/Widget/default/a", "example.com/Gadget/default/a"]);
      });

      it("takes them away with itself, and what is made of them", async () => {
        write(JSON.stringify(definition("Widget")));
        const state = await apply(brought);
        await apply(carrier([object("Widget")]));
        await helm.core.destroy("helm_release", state);
        expect(custom()).toEqual([]);
        expect(helm.world.list("kubernetes_release_object")).toEqual([]);
      });

      it("leaves those that say so where they are, and finds them its own when it comes again", async () => {
        write(JSON.stringify(definition("Widget", keep)), JSON.stringify(definition("Gadget", keep)));
        const state = await apply(brought);
        await apply(carrier([object("Widget")]));
        write(JSON.stringify(definition("Gadget", keep)));
        const changed = await apply({ ...brought, values: ["changed: true"] }, state);
        await helm.core.destroy("helm_release", changed);
        expect(custom()).toEqual(["example.com/Widget/default/a"]);
        await apply(brought);
        expect(await refusal({ ...brought, name: "other" })).toContain("cannot be imported into the current release");
      });

      it("refuses those that another chart has brought, unless it takes them over", async () => {
        const middleware = {
          apiVersion: "apiextensions.k8s.io/v1",
          kind: "CustomResourceDefinition",
          metadata: { name: "middlewares.traefik.io" },
          spec: {
            group: "traefik.io",
            names: { kind: "Middleware" },
            scope: "Namespaced",
            versions: [{ name: "v1alpha1", served: true }],
          },
        };
        const made = { apiVersion: "traefik.io/v1alpha1", kind: "Middleware", metadata: { name: "a" } };
        const traefik = await apply(TRAEFIK);
        await apply(carrier([made]));
        write(JSON.stringify(middleware));
        expect(await refusal(brought)).toContain(
          'CustomResourceDefinition "middlewares.traefik.io" in namespace "" exists and cannot be imported',
        );
        await apply({ ...brought, take_ownership: true });
        await apply({ ...TRAEFIK, skip_crds: true }, traefik);
        await apply(carrier([made], { name: "again", namespace: "kube-system" }));
        expect(custom()).toEqual(["traefik.io/Middleware/default/a", "traefik.io/Middleware/kube-system/a"]);
      });

      it("brings none where the file is not there, as Helm does", async () => {
        await apply(brought);
        expect(helm.world.list("kubernetes_release_object")).toEqual([]);
      });
    });

    it("refuses what is no object", async () => {
      expect(await refusal(carrier([{ kind: "ConfigMap", metadata: { name: "a" } }]))).toContain("apiVersion not set");
    });
  });

  it("has no data source that renders charts, and says why", async () => {
    const rendered = helm.data("helm_template", { name: "a", chart: "b" });
    expect(await helm.refusal(rendered)).toContain("needs the network");
  });
});
