/** Figures at which the alerts of secrets fire, and the nearest at which they do not. */
import type { AlertCase, AlertCases } from "../../helpers/alert-cases";

/** Of two copies of the operator one counts: the other knows of nothing. */
const isReady = (kind: string, object: string, ready: boolean): Readonly<Record<string, string>> => ({
  [`${kind}_status_condition{${object},condition="Ready",status="False",pod="a"}`]: `${ready ? 0 : 1}x40`,
  [`${kind}_status_condition{${object},condition="Ready",status="True",pod="a"}`]: `${ready ? 1 : 0}x40`,
});

const SECRET = { exported_namespace: "shop", name: "mail" };

const condition = (kind: string, labels: Readonly<Record<string, string>>, summary: string): AlertCase => {
  const object = Object.entries(labels)
    .map(([name, value]) => `${name}="${value}"`)
    .join(",");
  return {
    fires: { series: isReady(kind, object, false), at: "20m", labels, summary },
    quiet: { series: isReady(kind, object, true), at: "20m" },
  };
};

const calls = (refused: number): Readonly<Record<string, string>> => ({
  'externalsecret_provider_api_calls_count{provider="AWS/SecretsManager",call="GetSecretValue",status="error"}': `0+${refused}x60`,
  'externalsecret_provider_api_calls_count{provider="AWS/SecretsManager",call="GetSecretValue",status="success"}': `0+${100 - refused}x60`,
});

export const alertCases: AlertCases = {
  SecretNotSynced: condition("externalsecret", SECRET, "The secret shop/mail is not brought from the store."),
  SecretNotPushed: condition("pushsecret", SECRET, "The secret shop/mail is not written into the store."),
  SecretStoreNotReady: condition(
    "clustersecretstore",
    { name: "namespaces.shop" },
    "The store of secrets namespaces.shop is not reached: nothing is brought through it.",
  ),
  SecretStoreErrors: {
    fires: {
      series: calls(11),
      at: "40m",
      summary: "The cloud's store of secrets refuses 11% of the calls.",
    },
    quiet: { series: calls(10), at: "40m" },
  },
};
