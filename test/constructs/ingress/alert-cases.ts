/** Figures at which the alerts of certificates fire, and the nearest at which they do not. */
import type { AlertCases } from "../../helpers/alert-cases";

const SHOP = { exported_namespace: "shop", name: "web" };
const CERTIFICATE = 'exported_namespace="shop",name="web"';
const DAY = 86_400;

/** The clock of a test begins at 1970. */
const ends = (days: number): Readonly<Record<string, string>> => ({
  [`certmanager_certificate_expiration_timestamp_seconds{${CERTIFICATE},issuer_name="acme"}`]: `${days * DAY}x120`,
});
const isReady = (value: number): Readonly<Record<string, string>> => ({
  [`certmanager_certificate_ready_status{${CERTIFICATE},condition="True"}`]: `${value}x60`,
  [`certmanager_certificate_ready_status{${CERTIFICATE},condition="False"}`]: `${1 - value}x60`,
});

const FORBIDDEN = "aws_api_call_permission_errors_total";
const SERVICE = "shop-web-80@kubernetes";

/** Requests a minute, by status. */
const requests = (byCode: Readonly<Record<number, number>>): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(byCode).map(([code, count]) => [
      `traefik_router_requests_total{router="web@kubernetes",service="${SERVICE}",code="${code}"}`,
      `0+${count}x60`,
    ]),
  );

const REQUEST_CASES: AlertCases = {
  IngressDown: {
    fires: {
      series: { 'up{job="traefik",pod="a"}': "0x40" },
      at: "10m",
      summary: "No pod of Traefik runs: nothing is reached from outside.",
    },
    quiet: { series: { 'up{job="traefik",pod="a"}': "0x40", 'up{job="traefik",pod="b"}': "1x40" }, at: "10m" },
  },
  IngressBackendGone: {
    fires: {
      series: requests({ 503: 3, 200: 0 }),
      at: "15m",
      labels: { service: SERVICE },
      summary: `Nobody answers behind ${SERVICE}: every request of five minutes failed.`,
    },
    quiet: { series: requests({ 503: 30, 200: 1 }), at: "15m" },
  },
  IngressErrors: {
    fires: {
      series: requests({ 500: 6, 200: 94 }),
      at: "30m",
      labels: { service: SERVICE },
      summary: `${SERVICE} answers 6% of its requests with an error of its own.`,
    },
    quiet: { series: requests({ 500: 5, 200: 95 }), at: "30m" },
  },
  DnsNotSynced: {
    fires: {
      series: { external_dns_controller_last_sync_timestamp_seconds: "0x40" },
      at: "25m",
      summary: "external-dns has written no records for 25 minutes.",
    },
    quiet: { series: { external_dns_controller_last_sync_timestamp_seconds: "900x40" }, at: "25m" },
  },
  LoadBalancerMissing: {
    fires: {
      series: {
        'kube_service_spec_type{namespace="traefik",service="traefik",type="LoadBalancer"}': "1x40",
        'kube_service_status_load_balancer_ingress{namespace="shop",service="web",ip="192.0.2.1"}': "1x40",
      },
      at: "20m",
      labels: { namespace: "traefik", service: "traefik", type: "LoadBalancer" },
      summary: "The Service traefik/traefik has no load balancer.",
    },
    quiet: {
      series: {
        'kube_service_spec_type{namespace="traefik",service="traefik",type="LoadBalancer"}': "1x40",
        'kube_service_status_load_balancer_ingress{namespace="traefik",service="traefik",ip="192.0.2.1"}': "1x40",
        'kube_service_spec_type{namespace="shop",service="web",type="ClusterIP"}': "1x40",
      },
      at: "20m",
    },
  },
  LoadBalancerForbidden: {
    fires: {
      series: { [`${FORBIDDEN}{service="ELBV2",operation="RegisterTargets",error_code="AccessDenied"}`]: "0+1x60" },
      at: "30m",
      labels: { service: "ELBV2", operation: "RegisterTargets" },
      summary: "The load balancer controller may not call RegisterTargets.",
    },
    quiet: {
      series: { [`${FORBIDDEN}{service="ELBV2",operation="RegisterTargets",error_code="AccessDenied"}`]: "7x60" },
      at: "30m",
    },
  },
};

export const alertCases: AlertCases = {
  ...REQUEST_CASES,
  CertificateExpires: {
    fires: {
      series: ends(20),
      at: "72m",
      labels: SHOP,
      summary: "The certificate shop/web expires in 19.95 days, and was not renewed.",
    },
    quiet: { series: ends(22), at: "72m" },
  },
  CertificateExpiresSoon: {
    fires: {
      series: ends(6),
      at: "72m",
      labels: SHOP,
      summary: "The certificate shop/web expires in 5.95 days.",
    },
    quiet: { series: ends(8), at: "72m" },
  },
  CertificateNotReady: {
    fires: { series: isReady(0), at: "40m", labels: SHOP, summary: "The certificate shop/web was not obtained." },
    quiet: { series: isReady(1), at: "40m" },
  },
  CertManagerMissing: {
    fires: {
      series: { 'up{namespace="cert-manager",pod="x"}': "0x40" },
      at: "20m",
      summary: "cert-manager does not run: no certificate is renewed.",
    },
    quiet: {
      series: { 'up{namespace="cert-manager",pod="x"}': "0x40", 'up{namespace="cert-manager",pod="y"}': "1x40" },
      at: "20m",
    },
  },
};
