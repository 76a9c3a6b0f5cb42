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

export const alertCases: AlertCases = {
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
