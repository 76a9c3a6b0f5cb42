/** An environment with every section whose component shows something, in as many forms as show it differently. */
import { components } from "../../src/components";
import { missingTargets, ownAlerts } from "../../src/constructs/observability/alerting/own-alerts";
import { loadText } from "../../src/environment/load-file";
import type { Component, SectionContext } from "../../src/model/component";
import type { AlertGroup, Observed, PodMetrics } from "../../src/model/observed";
import { observedForTarget } from "../../src/model/target-parts";

const FILE = `
name: dev
target: eks
profile: standard
owner: platform-team
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/admin"] }
cluster: { kubeadm: { loadBalancers: { pools: [{ name: lan, addresses: [192.0.2.192/27] }] } } }
databases: [{ name: orders }, { name: billing }, { name: bills, runs: in-cluster, highAvailability: true, inCluster: { pooler: {} } }]
rabbitmq: [{ name: events }]
redis: [{ name: jobs, use: queue }, { name: cart, use: cache }, { name: relay, use: cache, runs: in-cluster }]
ingress: { host: dev.example.org, dnsZone: { name: dev.example.org } }
objectStorage: [{ name: documents }, { name: pictures, runs: in-cluster, services: [{ name: shop }] }]
objectServers: {}
velero: { restoreTest: { namespace: shop, schedule: daily } }
`;

const { environment, problems } = loadText(FILE, "environment.yaml");

/** What is wrong with the file; nothing. */
export const fileProblems: readonly unknown[] = problems;

/** By component, in the components' order; of those that show something. */
export const observedByComponent: readonly { readonly name: string; readonly observed: readonly Observed[] }[] =
  components.flatMap((component) => {
    const section = environment?.sections[component.name];
    if (!environment || section === undefined) return [];
    const { facts, sections } = environment;
    const context = { facts, sections };
    const observed = [
      ...observedForTarget(component, section, context),
      ...ofOtherTargets(component, section, context),
    ].map((one) => withOtherEngine(one, component, section, context));
    return observed.length > 0 ? [{ name: component.name, observed }] : [];
  });

/** What the targets that the file is not of would add: alerts of each are tried, too. */
function ofOtherTargets(component: Component, section: unknown, context: SectionContext): readonly Observed[] {
  return Object.entries(component.rules().targets ?? {}).flatMap(([target, part]) =>
    target === context.facts.target ? [] : (part().observed?.(section as never, context) ?? []),
  );
}

/** Beside the alerts of servers of objects those that they would have of the other engine: a file has one of the two. */
function withOtherEngine(
  observed: Observed,
  component: Component,
  section: unknown,
  context: SectionContext,
): Observed {
  if (component.name !== "objectStorage") return observed;
  const objectServers = { ...(context.sections["objectServers"] as object), engine: "minio" };
  const sections = { ...context.sections, objectServers };
  const others = component.observed?.(section as never, { ...context, sections }).alerts ?? [];
  return {
    ...observed,
    alerts: (observed.alerts ?? []).map((group) => {
      const known = new Set(group.rules.map(({ alert }) => alert));
      const further = others.filter(({ name }) => name === group.name).flatMap(({ rules }) => rules);
      return { ...group, rules: [...group.rules, ...further.filter(({ alert }) => !known.has(alert))] };
    }),
  };
}

/** Every alert that there is, by component. */
export function alertsByComponent(
  watched: readonly PodMetrics[],
): readonly (readonly [component: string, groups: readonly AlertGroup[]])[] {
  return [
    ...observedByComponent.map(({ name, observed }) => [name, observed.flatMap(({ alerts = [] }) => alerts)] as const),
    ["alerting itself", [...ownAlerts, missingTargets(watched)]],
  ];
}
