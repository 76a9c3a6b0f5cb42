import { UNSAFE_VALUES } from "../../../src/catalog/unsafe-values";
import { helmFacts } from "../../../src/providers/helm/facts";
import { UNSAFE_CASES } from "../../catalog/unsafe-cases";
import { type Cases, describeRules, one } from "../../helpers/rule-cases";
import { change, judged, remove, rulesOf } from "../../operations/risk/changes";
import { describeNoise } from "../../helpers/noise-cases";

const values = (content: object): object => ({ values: [JSON.stringify(content)] });
/** As a release of definitions says them. */
const served = (...versions: readonly string[]): object =>
  values({ definitions: { "widgets.example.com": { served: versions, digest: "0" } } });
const scheme = (name: string): object =>
  values({ service: { annotations: { "service.beta.kubernetes.io/aws-load-balancer-scheme": name } } });
const sourceRanges = (text: string): object =>
  values({ service: { annotations: { "service.beta.kubernetes.io/load-balancer-source-ranges": text } } });
const releases = Object.fromEntries(
  UNSAFE_VALUES.filter(({ rule }) => rule === undefined).map(({ id }): [string, Cases] => {
    const { finds, leaves, chart } = UNSAFE_CASES[id] as (typeof UNSAFE_CASES)[string];
    const release = (content: object): object => ({ chart, ...values(content) });
    const safe = Object.assign({}, ...leaves) as object;
    return [
      `exposure/values-${id}`,
      one(
        change("helm_release", release({}), release(finds[0] as object)),
        change("helm_release", release(finds[0] as object), release(safe)),
      ),
    ];
  }),
);

describeRules(helmFacts, {
  ...releases,
  "data-loss/crds-removed": one(
    remove("helm_release", values({ objects: [{ kind: "CustomResourceDefinition" }] })),
    remove("helm_release", values({ objects: [{ kind: "Middleware" }] })),
  ),
  "data-loss/persistent-release": one(
    remove("helm_release", values({ server: { persistence: { enabled: true } } })),
    remove("helm_release", values({ server: { persistence: { enabled: false } } })),
  ),
  "exposure/load-balancer-opened": one(
    change(
      "helm_release",
      values({ service: { loadBalancerSourceRanges: ["203.0.113.0/24"] } }),
      values({ service: { loadBalancerSourceRanges: [] } }),
    ),
    change(
      "helm_release",
      values({ service: { loadBalancerSourceRanges: ["0.0.0.0/0"] } }),
      values({ service: { loadBalancerSourceRanges: ["203.0.113.0/24"] } }),
    ),
  ),
  "exposure/source-ranges-opened": one(
    change("helm_release", sourceRanges("10.0.0.0/8"), sourceRanges("10.0.0.0/8,11.0.0.0/8")),
    change("helm_release", sourceRanges("10.0.0.0/8"), sourceRanges("10.0.0.0/9, 10.128.0.0/9")),
  ),
  "exposure/allow-list-opened": one(
    change("helm_release", values({ spec: { ipAllowList: { sourceRange: ["10.0.0.0/8"] } } }), values({ spec: {} })),
    change("helm_release", values({ spec: {} }), values({ spec: { ipAllowList: { sourceRange: ["10.0.0.0/8"] } } })),
  ),
  "exposure/load-balancer-public": one(
    change("helm_release", scheme("internal"), scheme("internet-facing")),
    change("helm_release", scheme("internet-facing"), scheme("internal")),
  ),
  "exposure/privileged": one(
    change("helm_release", values({ securityContext: {} }), values({ securityContext: { privileged: true } })),
    change("helm_release", values({ securityContext: { privileged: true } }), values({ securityContext: {} })),
  ),
  "exposure/host-network": one(
    change("helm_release", values({ hostNetwork: false }), values({ hostNetwork: true })),
    change("helm_release", values({ hostNetwork: true }), values({ hostNetwork: false })),
  ),
  "downtime/release-version": one(
    change("helm_release", { version: "1.0.0" }, { version: "1.1.0" }),
    change("helm_release", { version: "1.0.0", a: 1 }, { version: "1.0.0", a: 2 }),
  ),
  "downtime/version-served-no-longer": one(
    change("helm_release", served("v1alpha1", "v1"), served("v1")),
    change("helm_release", served("v1"), served("v1", "v2")),
  ),
  "downtime/release-gone": one(
    remove("helm_release", { namespace: "shop" }),
    remove("helm_release", { namespace: "databases" }),
  ),
});

describeNoise(helmFacts, {
  "helm-revision": {
    type: "helm_release",
    before: { metadata: { revision: 1 } },
    noise: { metadata: { revision: 2 } },
    drift: { metadata: { revision: 1 }, version: "2" },
  },
});

describe("a release of nothing but definitions", () => {
  test("has no pods that restart or stop, and takes nothing with it", () => {
    const raised = change("helm_release", { version: "1.0.0", ...served("v1") }, { version: "1.1.0", ...served("v1") });

    expect(rulesOf(raised)).toEqual([]);
    expect(rulesOf(remove("helm_release", { namespace: "shop", ...served("v1") }))).toEqual([]);
  });

  test("loses nothing with a definition that it brings no more: that stays", () => {
    const others = values({ definitions: { "others.example.com": { served: ["v1"], digest: "0" } } });

    expect(rulesOf(change("helm_release", served("v1"), others))).toEqual([]);
  });

  test("is one by what its values are, not by a key among others", () => {
    const chart = values({ definitions: { a: { served: ["v1"] } }, replicas: 1 });

    expect(rulesOf(change("helm_release", { version: "1", ...chart }, { version: "2", ...chart }))).toContain(
      "downtime/release-version",
    );
  });

  test("says which versions are gone", () => {
    expect(judged(change("helm_release", served("v1alpha1", "v1"), served("v1")))).toEqual([
      expect.objectContaining({
        risk: "downtime",
        reason: expect.stringContaining("No longer served: widgets.example.com v1alpha1.") as string,
      }),
    ]);
  });
});
