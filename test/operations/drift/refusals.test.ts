/** What keeps a fix from being made, what keeps a deployment from noting drift, and which entries ignore it. */
import { facts } from "../../../src/facts";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { loadText } from "../../../src/environment/load-file";
import { fixRefusals, type PlannedFix } from "../../../src/operations/drift/fix-refusals";
import { isSettled } from "../../../src/operations/drift-noise/configured-attributes";
import { IgnoreEntries } from "../../../src/operations/drift/ignore";
import { diff } from "../../../src/operations/plan-model/diff";
import { type Action, type ResourceChange, UNKNOWN, type Value } from "../../../src/operations/plan-model";
import { DEV } from "../../helpers/project";

type Object = { readonly [attribute: string]: Value };

function change(
  address: string,
  before: Object | undefined,
  after: Object | undefined,
  action: Action = "update",
): ResourceChange {
  const [type = "", name = ""] = address.split(".");
  return {
    stack: "dev-data",
    address,
    mode: "managed",
    type,
    name,
    action,
    createBeforeDestroy: false,
    attributes: action === "delete" ? [] : diff(before, after),
    ...(before ? { before } : {}),
    ...(after ? { after } : {}),
    component: name,
  };
}

const codes = (planned: Partial<PlannedFix>): readonly string[] =>
  fixRefusals({ addresses: ["aws_sqs_queue.one"], changes: [], drift: [], entries: undefined, ...planned }, facts).map(
    ({ code }) => code,
  );

describe("a fix", () => {
  const drifted = change("aws_sqs_queue.one", { size: 1, arn: "a" }, { size: 2, arn: "a" });
  const back = change("aws_sqs_queue.one", { size: 2, arn: "a" }, { size: 1, arn: UNKNOWN });

  it("is made where the plan undoes exactly what is named", () => {
    expect(codes({ changes: [back], drift: [drifted] })).toEqual([]);
  });

  it("is refused where there is nothing to undo", () => {
    expect(codes({})).toEqual(["FIX_NOTHING"]);
    expect(codes({ drift: [drifted] })).toEqual(["FIX_NOTHING"]);
  });

  it("is refused where something else would change with it, unless that is named too", () => {
    const other = change("aws_vpc.other", { a: 2 }, { a: 1 });
    const otherDrift = change("aws_vpc.other", { a: 1 }, { a: 2 });
    const planned = { changes: [back, other], drift: [drifted, otherDrift] };
    expect(codes(planned)).toEqual(["FIX_NOT_ALONE"]);
    expect(codes({ ...planned, addresses: ["aws_sqs_queue.one", "aws_vpc.other"] })).toEqual([]);
  });

  it("is refused where it would hide what changed outside in what it depends on", () => {
    const group = change("aws_security_group.other", { ingress: [] }, { ingress: [{ cidr_blocks: ["0.0.0.0/0"] }] });
    expect(codes({ changes: [back], drift: [drifted, group] })).toEqual(["FIX_HIDES"]);
  });

  it("hides known noise without asking", () => {
    const cluster = change("aws_eks_cluster.other", { platform_version: "eks.1" }, { platform_version: "eks.2" });
    expect(codes({ changes: [back], drift: [drifted, cluster] })).toEqual([]);
  });

  it("is refused where configuration would be applied along", () => {
    const more = change("aws_sqs_queue.one", { size: 2, kind: "a" }, { size: 1, kind: "b" });
    expect(
      codes({ changes: [more], drift: [change("aws_sqs_queue.one", { size: 1, kind: "a" }, { size: 2, kind: "a" })] }),
    ).toEqual(["FIX_NOT_EXACT"]);
  });

  it("makes anew what is gone, as the configuration says", () => {
    const gone = change("aws_sqs_queue.one", { size: 1 }, undefined, "delete");
    expect(codes({ changes: [change("aws_sqs_queue.one", undefined, { size: 3 }, "create")], drift: [gone] })).toEqual(
      [],
    );
  });
});

describe("what a deployment may note in the state without a change", () => {
  let folder: string;
  beforeAll(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-held-"));
    const resource = {
      aws_db_instance: { one: { allocated_storage: 50 } },
      aws_security_group: { one: { name: "one" } },
      aws_eks_cluster: { one: { name: "one" } },
      aws_eks_node_group: {
        one: { scaling_config: {}, lifecycle: { ignore_changes: ["scaling_config[0].min_size"] } },
      },
    };
    fs.writeFileSync(path.join(folder, "cdk.tf.json"), JSON.stringify({ resource }));
  });
  afterAll(() => fs.rmSync(folder, { recursive: true, force: true }));

  it.each<[string, ResourceChange, boolean]>([
    [
      "what the configuration sets",
      change("aws_db_instance.one", { allocated_storage: 20 }, { allocated_storage: 50 }),
      true,
    ],
    ["a rule opened by hand", change("aws_security_group.one", { ingress: [] }, { ingress: [{ self: true }] }), false],
    [
      "what the configuration lets go",
      change("aws_eks_node_group.one", { scaling_config: [{ min_size: 1 }] }, { scaling_config: [{ min_size: 2 }] }),
      false,
    ],
    ["known noise", change("aws_eks_cluster.one", { platform_version: "eks.1" }, { platform_version: "eks.2" }), true],
    ["what is gone on both sides", change("aws_vpc.gone", { id: "a" }, undefined, "delete"), true],
  ])("%s", (_, drifted, settled) => {
    expect(isSettled(folder, [drifted], facts)).toBe(settled);
  });
});

describe("the entries of ignoreDrift", () => {
  const load = (entries: string) => loadText(`${DEV}\nignoreDrift:\n${entries}`, "environment.yaml", { folder: "dev" });
  const entry = (more: string): string =>
    `  - { address: aws_vpc.network, reason: "agreed with the team", expires: "2030-06-30"${more} }\n`;
  const at = (entries: string, day: string): IgnoreEntries => {
    const { environment, problems } = load(entries);
    expect(problems).toEqual([]);
    if (!environment) throw new Error("no environment");
    return new IgnoreEntries(environment, new Date(`${day}T12:00:00Z`));
  };

  it.each<[string, string, string | undefined, boolean]>([
    ["the whole covers everything", "", "tags.owner", true],
    ["the whole covers the deletion", "", undefined, true],
    ["an attribute covers what is below", ", attribute: tags", "tags.owner", true],
    ["an attribute covers itself", ", attribute: tags.owner", "tags.owner", true],
    ["an attribute covers quoted keys", ", attribute: tags", 'tags["a:b"]', true],
    ["an attribute covers no other of the same beginning", ", attribute: tags", "tags_all.owner", false],
    ["an attribute covers no deletion", ", attribute: tags", undefined, false],
  ])("%s", (_, more, attribute, covered) => {
    expect(at(entry(more), "2030-06-30").excuse("aws_vpc.network", attribute) !== undefined).toBe(covered);
    expect(at(entry(more), "2030-07-01").excuse("aws_vpc.network", attribute)).toBeUndefined();
    expect(at(entry(more), "2030-06-30").excuse("aws_vpc.other", attribute)).toBeUndefined();
  });

  it("are told where nothing needed them, if everything was looked at", () => {
    const unused = at(entry(""), "2030-01-01");
    expect(unused.stale(true)).toEqual([expect.objectContaining({ state: "unused", environment: "dev" })]);
    expect(unused.stale(true)[0]?.place.line).toBe(DEV.split("\n").length + 2);
    expect(unused.stale(false)).toEqual([]);
    const used = at(entry(""), "2030-01-01");
    used.excuse("aws_vpc.network", "tags");
    expect(used.stale(true)).toEqual([]);
  });

  it("are told when they have expired, also where a difference needs them", () => {
    const expired = at(entry(""), "2030-07-01");
    expired.excuse("aws_vpc.network", "tags");
    expect(expired.stale(false)).toEqual([expect.objectContaining({ state: "expired" })]);
  });

  it.each([
    ["no reason", '  - { address: aws_vpc.network, expires: "2030-06-30" }\n'],
    ["no expiry", '  - { address: aws_vpc.network, reason: "agreed with the team" }\n'],
    ["a reason that is none", '  - { address: aws_vpc.network, reason: "…", expires: "2030-06-30" }\n'],
    ["no date", '  - { address: aws_vpc.network, reason: "agreed with the team", expires: "soon" }\n'],
    ["no address", '  - { address: network, reason: "agreed with the team", expires: "2030-06-30" }\n'],
  ])("are refused with %s", (_, text) => {
    expect(load(text).problems.map(({ place }) => place?.path?.startsWith("ignoreDrift[0]"))).toEqual([true]);
  });
});
