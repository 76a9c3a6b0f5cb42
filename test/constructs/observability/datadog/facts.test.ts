/** What is at risk when Datadog's agents go, or send less. */
import { datadogAgent } from "../../../../src/constructs/observability/datadog/datadog-agent";
import { datadogFacts } from "../../../../src/constructs/observability/datadog/facts";
import { datadogSection } from "../../../../src/constructs/observability/datadog/section";
import { type Cases, describeRules, one } from "../../../helpers/rule-cases";
import { change, judged, remove } from "../../../operations/risk/changes";

const TYPE = "helm_release";

const release = (more: object = {}): object => ({
  chart: "./assets/manifests",
  values: [
    JSON.stringify({
      objects: [
        datadogAgent({
          section: datadogSection.parse({
            site: "datadoghq.eu",
            apiKey: { secret: "datadog", property: "apiKey" },
            ...more,
          }),
          environment: "prod",
          profile: "standard",
        }),
      ],
    }),
  ],
});
const nothing = { chart: "./assets/manifests", values: [JSON.stringify({ objects: [] })] };

const against = (found: object, fine: object): Cases =>
  one(change(TYPE, release(), found), change(TYPE, release(), fine));

describeRules(datadogFacts, {
  "downtime/datadog-gone": one(remove(TYPE, release()), remove(TYPE, nothing)),
  "downtime/datadog-site-changed": against(release({ site: "us5.datadoghq.com" }), release({ apm: true })),
  "downtime/datadog-cluster-renamed": against(release({ clusterName: "eu" }), release({ clusterName: "prod" })),
  "downtime/datadog-logs-off": one(
    change(TYPE, release(), release({ logs: false })),
    change(TYPE, release({ logs: false }), release()),
  ),
});

test("what is told names both sides", () => {
  const [finding] = judged(change(TYPE, release(), release({ site: "us5.datadoghq.com" })));
  expect(finding?.reason).toMatch(/us5\.datadoghq\.com.+datadoghq\.eu/);
});
