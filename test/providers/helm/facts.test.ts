import { UNSAFE_VALUES } from "../../../src/catalog/unsafe-values";
import { helmFacts } from "../../../src/providers/helm/facts";
import { UNSAFE_CASES } from "../../catalog/unsafe-cases";
import { type Cases, describeRules, one } from "../../helpers/rule-cases";
import { change, remove } from "../../operations/risk/changes";
import { describeNoise } from "../../helpers/noise-cases";

const values = (content: object): object => ({ values: [JSON.stringify(content)] });
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
