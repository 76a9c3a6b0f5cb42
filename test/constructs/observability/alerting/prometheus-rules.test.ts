import { prometheusRules, ruleGroup } from "../../../../src/constructs/observability/alerting/prometheus-rules";
import { NO_ALERTING } from "../../../../src/constructs/observability/alerting/section";
import type { AlertGroup } from "../../../../src/model/observed";
import { expectValidCustomResource } from "../../../helpers/crd";
import { alerting, WHOLE } from "./files";

const group: AlertGroup = {
  name: "shop",
  rules: [
    {
      alert: "ShopSlow",
      expr: "shop_seconds > $shopSeconds and shop_seconds < 2 * $shopSeconds",
      for: "5m",
      severity: "warning",
      summary: "{{ $labels.pod }} takes {{ $value }} s, more than $shopSeconds.",
      description: "Look.",
    },
  ],
  thresholds: [{ name: "shopSeconds", default: 3, min: 1, max: 9, description: "Seconds." }],
};

test("thresholds are filled in, by default or by the file; Prometheus's own templates stay", () => {
  expect(ruleGroup(group).rules[0]).toMatchObject({ expr: "shop_seconds > 3 and shop_seconds < 2 * 3" });
  const [rule] = ruleGroup(group, { shopSeconds: 1.5 }).rules;
  expect(rule).toEqual({
    alert: "ShopSlow",
    expr: "shop_seconds > 1.5 and shop_seconds < 2 * 1.5",
    for: "5m",
    labels: { severity: "warning" },
    annotations: { summary: "{{ $labels.pod }} takes {{ $value }} s, more than 1.5.", description: "Look." },
  });
});

test("a name that is no threshold of the group is refused", () => {
  expect(() => ruleGroup({ ...group, thresholds: [] })).toThrow(
    new RangeError("The alerts 'shop' have no threshold 'shopSeconds'."),
  );
});

test("each group is an object that Prometheus Operator takes", () => {
  const objects = prometheusRules([group], {}, alerting(WHOLE));
  objects.forEach(expectValidCustomResource);
  expect(objects.map(({ metadata }) => metadata)).toEqual(
    ["shop", "observability", "watchdog", "escalation"].map((name) => ({
      name: `alerts-${name}`,
      namespace: "observability",
    })),
  );
});

test("without a watchdog and levels there are no rules for them", () => {
  expect(prometheusRules([], {}, NO_ALERTING)).toHaveLength(1);
});
