/** URLs that Alertmanager calls, and where they lead. */
import { z } from "zod";

/** A Service of the cluster: `<service>.<namespace>.svc`, with or without the cluster's own domain. */
const SERVICE = /^[a-z0-9-]+\.([a-z0-9-]+)\.svc(\.cluster\.local)?$/;

/** The namespace of the Service that a URL leads to; undefined if it leads out of the cluster. */
export function namespaceOfUrl(url: string): string | undefined {
  return SERVICE.exec(new URL(url).hostname)?.[1];
}

export function portOfUrl(url: string): number {
  const { port, protocol } = new URL(url);
  return port === "" ? (protocol === "https:" ? 443 : 80) : Number(port);
}

export const webhookUrl = z.string().superRefine((text, context) => {
  const refuse = (message: string): void => context.addIssue({ code: "custom", message });
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !["http:", "https:"].includes(url.protocol) || url.hostname === "") {
    refuse("must be a URL such as https://alerts.example.org/hook");
  } else if (url.username !== "" || url.password !== "") {
    refuse("must have no user and no password: give the whole URL by reference ({ secret, property })");
  } else if (url.protocol === "http:" && namespaceOfUrl(text) === undefined) {
    refuse("must be https: only a Service of the cluster (http://<service>.<namespace>.svc) is called without TLS");
  }
});
