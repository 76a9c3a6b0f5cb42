/** What a review says of a change of MinIO's servers, by the objects of their release. */
import { minioFacts } from "../../../src/constructs/object-storage/cluster/minio/facts";
import type { ResourceChange, Value } from "../../../src/model/plan";
import type { Condition } from "../../../src/model/risk";

const IMAGE = "quay.io/minio/minio:RELEASE.2025-09-07T16-13-09Z";

function release(replicas: number, parity: number, image = IMAGE, name = "minio"): Value {
  const containers = [{ image, env: [{ name: "MINIO_STORAGE_CLASS_STANDARD", value: `EC:${parity}` }] }];
  return {
    name,
    namespace: "object-storage",
    values: [{ objects: [{ spec: { replicas, template: { spec: { containers } } } }] }],
  };
}

const told = (before: Value, after: Value): readonly string[] =>
  (minioFacts.rules ?? []).flatMap(({ id, when = [] }) => {
    const change = { before, after } as unknown as ResourceChange;
    const judged = (when as readonly Extract<Condition, { readonly judge: unknown }>[]).map(({ judge }) =>
      judge(change, { changes: [change] }),
    );
    return judged.every(({ holds }) => holds) ? [id] : [];
  });

test.each<[what: string, before: Value, after: Value, rules: readonly string[]]>([
  ["the same", release(3, 1), release(3, 1), []],
  ["another set", release(3, 1), release(6, 1), []],
  ["a set less", release(6, 1), release(3, 1), ["data-loss/minio-fewer-servers"]],
  ["less parity", release(5, 2), release(5, 1), ["data-loss/minio-fewer-copies"]],
  [
    "an older image",
    release(3, 1),
    release(3, 1, "r.example.org/minio:RELEASE.2025-01-01T00-00-00Z"),
    ["downtime/minio-older-version"],
  ],
  ["an image of one's own", release(3, 1), release(3, 1, "r.example.org/minio:1"), []],
  ["another release", release(6, 1, IMAGE, "other"), release(3, 1, IMAGE, "other"), []],
])("%s", (_, before, after, rules) => {
  expect(told(before, after)).toEqual(rules);
});
