/** What a review says of a change of caches in the cluster: judged from the objects in the releases. */
import { valuesText } from "../../../../src/constructs/kit/cluster/values-text";
import { clusterCacheFacts } from "../../../../src/constructs/redis/cluster/facts";
import { cacheObjects, type CacheObjectsProps } from "../../../../src/constructs/redis/cluster/objects";
import { usersTemplate } from "../../../../src/constructs/redis/cluster/users";
import { serviceRules } from "../../../../src/constructs/redis/acl";
import { cacheServiceSchema } from "../../../../src/constructs/redis/services";
import { describeRules, one } from "../../../helpers/rule-cases";
import type { ChangeParts } from "../../../operations/plan-model/plans";
import { change, judged, remove, rulesOf } from "../../../operations/risk/changes";

const USUAL: CacheObjectsProps = {
  name: "dev-jobs",
  namespace: "redis",
  version: "8.1",
  use: "queue",
  size: "small",
  replicas: 2,
  parameters: {},
};

/** A release as the provider has it in a plan: its values are a text. */
const release = (objects: readonly object[], name = "redis-dev-jobs"): object => ({
  name,
  namespace: "redis",
  chart: "./assets/manifests",
  values: [valuesText({ objects })],
});
const nodes = (given: Partial<CacheObjectsProps> = {}): object => release(cacheObjects({ ...USUAL, ...given }).objects);

type Given = Parameters<typeof cacheServiceSchema.parse>[0];

/** Of the services' users; `revisions` of their passwords. */
function users(services: readonly Given[], revisions: readonly number[] = [1]): object {
  const listed = services.map((given) => {
    const service = cacheServiceSchema.parse(given);
    const passwords = revisions.map((revision) => `${service.name}.${revision}`);
    return { name: service.name, rules: serviceRules(service, { sharded: false }), passwords };
  });
  const data = { "users.acl": usersTemplate(listed, String(revisions.length)) };
  return release(
    [{ apiVersion: "external-secrets.io/v1", kind: "ExternalSecret", spec: { target: { template: { data } } } }],
    "secret-dev-jobs.users",
  );
}

const update = (before: object, after: object): ChangeParts => change("helm_release", before, after);
const both = (before: object, after: object) => one(update(before, after), update(after, before));

const WEB = { name: "web" };
const WIDE = { name: "web", keys: ["web:*", "jobs:*"] };

describeRules(clusterCacheFacts, {
  "data-loss/cache-nodes-gone": {
    yes: [update(nodes(), nodes({ use: "cache" }))],
    no: [update(nodes(), nodes({ replicas: 1 }))],
  },
  "data-loss/cache-single-node": one(update(nodes(), nodes({ replicas: 0 })), update(nodes(), nodes({ replicas: 1 }))),
  "data-loss/cache-older-version": both(nodes({ version: "9.1" }), nodes({ version: "8.1" })),
  "downtime/cache-fewer-copies": both(nodes(), nodes({ replicas: 1 })),
  "downtime/cache-nodes-exchanged": one(
    update(nodes(), nodes({ parameters: { timeout: "60" } })),
    update(nodes(), nodes()),
  ),
  "downtime/cache-login-gone": both(users([WEB, { name: "shop" }]), users([WEB])),
  "downtime/cache-access-shrinks": both(users([WIDE]), users([WEB])),
  "exposure/cache-access-grows": both(users([WEB]), users([WIDE])),
  "cost/cache-grows": both(nodes(), nodes({ size: "medium" })),
  "cost/cache-shrinks": both(nodes({ size: "medium" }), nodes()),
});

test("a raised revision of passwords puts nothing at risk", () => {
  expect(rulesOf(update(users([WEB]), users([WEB], [1, 2])))).toEqual([]);
});

test("a cache that goes takes what it holds with it", () => {
  expect(rulesOf(remove("helm_release", nodes()))).toEqual(
    expect.arrayContaining(["data-loss/crds-removed", "downtime/release-gone"]),
  );
});

test("a password that nobody has any more stops nothing", () => {
  expect(rulesOf(remove("helm_release", release([], "secret-dev-jobs.service.web.1")))).toEqual([]);
});

test("a reason names the cache and what differs", () => {
  const [finding] = judged(update(nodes(), nodes({ replicas: 1 }))).filter(
    ({ rule }) => rule === "downtime/cache-fewer-copies",
  );
  expect(finding?.reason).toContain("dev-jobs: 2 to 1 copies");
});
