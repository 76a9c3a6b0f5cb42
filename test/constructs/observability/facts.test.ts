/** What is at risk when observability shrinks or goes. */
import { observabilityReleaseFacts } from "../../../src/constructs/observability/cluster/facts";
import { type Cases, describeRules, one } from "../../helpers/rule-cases";
import { change, judged, remove } from "../../operations/risk/changes";

const TYPE = "helm_release";
const release = (values: object): object => ({ chart: "kube-prometheus-stack", values: [JSON.stringify(values)] });

/** The change is found, and not the way back. */
const oneWay = (before: object, after: object): Cases =>
  one(change(TYPE, release(before), release(after)), change(TYPE, release(after), release(before)));

const metrics = (retention: string): object => ({ prometheus: { prometheusSpec: { retention } } });
const logs = (retention: string): object => ({ loki: { limits_config: { retention_period: retention } } });
const prometheus = (storage: string): object => ({
  prometheus: {
    prometheusSpec: { storageSpec: { volumeClaimTemplate: { spec: { resources: { requests: { storage } } } } } },
  },
});
const grafana = (size: string): object => ({ grafana: { persistence: { enabled: true, size } } });
const loki = (size: string): object => ({ singleBinary: { persistence: { size } } });

describeRules(observabilityReleaseFacts, {
  // Of several units, and of another one: it is the time that counts.
  "data-loss/metrics-shortened": oneWay(metrics("2w1d"), metrics("336h")),
  "data-loss/logs-shortened": oneWay(logs("720h"), logs("336h")),
  "data-loss/metrics-gone": one(
    remove(TYPE, release(metrics("15d"))),
    remove(TYPE, { chart: "traefik", values: ["{}"] }),
  ),
  "downtime/prometheus-volume-shrunk": oneWay(prometheus("100Gi"), prometheus("50Gi")),
  "downtime/grafana-volume-shrunk": oneWay(grafana("10Gi"), grafana("9Gi")),
  "downtime/loki-volume-shrunk": oneWay(loki("20Gi"), loki("10Gi")),
  "data-loss/grafana-volume-gone": oneWay(grafana("10Gi"), { grafana: { persistence: { enabled: false } } }),
});

test("how long they were kept is told, in the file's own words", () => {
  const [finding] = judged(change(TYPE, release(metrics("15d")), release(metrics("12h"))));
  expect(finding?.reason).toBe("Metrics older than 12h are deleted; they were kept for 15d.");
});
