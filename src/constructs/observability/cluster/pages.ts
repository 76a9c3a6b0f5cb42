/** The pages that are reached from outside: each a host of the ingress, behind the allow-list. */
import { Construct } from "constructs";
import type { IIngress } from "../../ingress/contract";
import { type AccessSection, hostsOf, type Page, PAGES } from "../access-section";
import { PAGES_LOGIN_SECRET, PORTS, STACK } from "./names";

interface PageService {
  readonly service: string;
  readonly port: number;
  readonly pods: { readonly labels: Readonly<Record<string, string>>; readonly port: number };
  /** Whether it knows users of its own. */
  readonly hasLogin: boolean;
}

/** Services, ports and labels as the charts make them. */
const SERVICES: Readonly<Record<Page, PageService>> = {
  grafana: {
    service: "grafana",
    port: 80,
    pods: { labels: { "app.kubernetes.io/name": "grafana" }, port: PORTS.grafana },
    hasLogin: true,
  },
  prometheus: {
    service: `${STACK}-prometheus`,
    port: PORTS.prometheus,
    pods: { labels: { "app.kubernetes.io/name": "prometheus" }, port: PORTS.prometheus },
    hasLogin: false,
  },
  alertmanager: {
    service: `${STACK}-alertmanager`,
    port: PORTS.alertmanager,
    pods: { labels: { "app.kubernetes.io/name": "alertmanager" }, port: PORTS.alertmanager },
    hasLogin: false,
  },
};

export interface PagesProps {
  /** Through which people reach the pages. */
  readonly ingress: IIngress;
  /** Who may see the pages, and from where. */
  readonly access: AccessSection;
  /** Of all three, as a reference. */
  readonly namespace: string;
}

export class Pages extends Construct {
  constructor(scope: Construct, id: string, { ingress, access, namespace }: PagesProps) {
    super(scope, id);
    const hosts = hostsOf(access, ingress.host);
    for (const page of PAGES) {
      const host = hosts[page];
      if (host === undefined) continue;
      const { service, port, pods, hasLogin } = SERVICES[page];
      ingress.expose(this, page, {
        namespace,
        service,
        port,
        host,
        pods,
        allow: access.allow,
        ...(hasLogin ? {} : { loginSecret: PAGES_LOGIN_SECRET }),
      });
    }
  }
}
