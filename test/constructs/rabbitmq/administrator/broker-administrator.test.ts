/** From the broker's first password to the one that counts: what is made in which order. */
import { readFileSync } from "node:fs";
import { AdoptedMessageBroker } from "../../../../src/constructs/rabbitmq/adopted-broker";
import { BrokerAdministrator } from "../../../../src/constructs/rabbitmq/administrator/broker-administrator";
import { MqAccess } from "../../../../src/constructs/rabbitmq/aws/mq-access";
import type { BrokerAccessProps } from "../../../../src/constructs/rabbitmq/broker-access";
import type { MessageBrokerAttributes } from "../../../../src/constructs/rabbitmq/contract";
import { packageFile } from "../../../../src/constructs/kit/assets";
import { type Attributes, FakeStore, only, problemsOf, stackOf, type Synthesized, synthesized } from "../fixtures";

const ATTRIBUTES: MessageBrokerAttributes = {
  brokerName: "dev-events",
  runs: "managed",
  version: "4.2",
  host: "b-1.mq.eu-west-1.on.aws",
  port: 5671,
  managementHost: "b-1.mq.eu-west-1.on.aws",
  managementPort: 443,
  authoritySecret: "",
  details: { username: "platform-admin", firstSecret: "dev/rabbitmq/events/first-password", life: "b-1", keyId: "key" },
};

interface Made {
  readonly json: Synthesized;
  readonly store: FakeStore;
  readonly job: Attributes;
  readonly access: BrokerAdministrator;
}

function make(attributes: Partial<MessageBrokerAttributes> = {}, props: Partial<BrokerAccessProps> = {}): Made {
  const stack = stackOf();
  const store = new FakeStore(stack, "store");
  const access = new BrokerAdministrator(stack, "access", {
    broker: new AdoptedMessageBroker(stack, "broker", { ...ATTRIBUTES, ...attributes }),
    secrets: store,
    namespace: "rabbitmq",
    name: "events",
    secretPrefix: "dev/rabbitmq/events",
    deleteWithEnvironment: true,
    ...props,
  });
  const json = synthesized(stack);
  return { json, store, access, job: only(json, "kubernetes_job_v1") };
}

const nameOf = ({ job }: Made): string => (job["metadata"] as { name: string }).name;

test("the new password is made in the cluster and pushed before anything is changed, under a name that stays", () => {
  const { store, access } = make();

  expect(store.generated).toMatchObject([
    {
      namespace: "rabbitmq",
      remoteName: "dev/rabbitmq/events/administrator",
      properties: { username: "platform-admin" },
      deleteWithEnvironment: true,
    },
  ]);
  expect(store.delivered).toMatchObject([
    { secretName: "events.first-password", remoteName: "dev/rabbitmq/events/first-password", refreshInterval: "5m" },
    {
      secretName: "events.administrator",
      remoteName: "dev/rabbitmq/events/administrator",
      keys: { username: "username", password: "password" },
      template: { uri: "https://b-1.mq.eu-west-1.on.aws:443" },
    },
  ]);
  expect(access.attributes).toEqual({
    connectionSecret: "events.administrator",
    remoteName: "dev/rabbitmq/events/administrator",
  });
});

test("the Job comes after both Secrets, and others after the Job", () => {
  const { job, access } = make();

  expect(job["depends_on"]).toEqual(
    expect.arrayContaining([expect.stringMatching(/access_first-password/), expect.stringMatching(/access_delivered/)]),
  );
  expect(job["wait_for_completion"]).toBe(true);
  expect(access.ready).toBe(access.job);
});

test("the Secret carries what the operator looks for", () => {
  const { store } = make({}, { labels: { "rabbitmq.com/topology-operator": "true" } });

  expect(store.delivered.find(({ secretName }) => secretName === "events.administrator")?.labels).toEqual({
    "rabbitmq.com/topology-operator": "true",
  });
  expect(store.delivered.find(({ secretName }) => secretName === "events.first-password")?.labels).toBeUndefined();
});

test("the pod runs the script as it is written, and no password is in its definition", () => {
  const { json, job } = make();
  const data = only(json, "kubernetes_config_map_v1")["data"] as Readonly<Record<string, string>>;
  const script = readFileSync(packageFile("assets", "rabbitmq", "change-password.sh"), "utf8");

  expect(Object.keys(data)).toEqual(["change-password.sh"]);
  expect(data["change-password.sh"]?.replace(/([$%])\1\{/g, "$1{")).toBe(script);
  expect(JSON.stringify(job)).toContain('"value":"https://b-1.mq.eu-west-1.on.aws:443"');
  expect(JSON.stringify(json)).not.toMatch(/"password":"(?!password)/);
});

test("a broker that is made anew is another Job, and the same twice is none", () => {
  expect(nameOf(make())).toBe(nameOf(make()));
  expect(nameOf(make())).not.toBe(nameOf(make({ details: { ...ATTRIBUTES.details, life: "b-2" } })));
  expect(nameOf(make())).toMatch(/^events-administrator-/);
});

test("a broker that an operator runs has no first password, and is refused", () => {
  expect(problemsOf(() => make({ runs: "in-cluster" }))).toMatchObject([{ code: "RABBITMQ_ADMIN_KIND" }]);
});

test("on AWS the log groups that the broker has made are taken over, by their names", () => {
  const stack = stackOf();
  new MqAccess(stack, "access", {
    broker: new AdoptedMessageBroker(stack, "broker", ATTRIBUTES),
    secrets: new FakeStore(stack, "store"),
    namespace: "rabbitmq",
    name: "events",
    secretPrefix: "dev/rabbitmq/events",
    deleteWithEnvironment: true,
  });
  const json = synthesized(stack) as Synthesized & { readonly import?: readonly Attributes[] };
  const [name] = Object.keys(json.resource["aws_cloudwatch_log_group"] ?? {});
  const group = only(json, "aws_cloudwatch_log_group");

  expect(group).toMatchObject({ name: "${each.value}", kms_key_id: "key", retention_in_days: 365, skip_destroy: true });
  expect(group["for_each"]).toMatch(/^\$\{data\.aws_cloudwatch_log_groups\.\S+\.log_group_names\}$/);
  expect(json.import).toEqual([
    { for_each: group["for_each"], to: `aws_cloudwatch_log_group.${name}[each.key]`, id: "${each.value}" },
  ]);
});
