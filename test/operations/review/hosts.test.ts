/** A review of changes on bare hosts, with the real Terraform, from the state of the base to the plan of the change. */
import * as fs from "node:fs";
import { facts } from "../../../src/facts";
import { planRehearsed } from "../../../src/operations/review/rehearsed";
import { review } from "../../../src/operations/review/review";
import type { EnvironmentReview, ReviewResult } from "../../../src/operations/review/result-schema";
import { simulatedProviders } from "../../../src/providers";
import { edited } from "../../helpers/edited";
import { git as gitIn } from "../../helpers/git";
import { writeEnvironment, writeProject } from "../../helpers/project";
import { sshKey } from "../../helpers/ssh-keys";

/** Milliseconds: ten times what the longest takes on two quiet cores. */
const LONG_LIMIT = 600_000;

const KEYS = new Map(
  ["cp1", "w1", "w2", "still"].map((name) => [name, sshKey().public.split(" ").slice(0, 2).join(" ")]),
);

const host = (name: string, last: number, role: string, hostKey = KEYS.get(name) ?? ""): string =>
  `    - { name: ${name}, address: 10.20.0.${last}, role: ${role}, hostKey: "${hostKey}" }\n`;

const environment = (name: string, hosts: string): string => `
name: ${name}
target: kubeadm
profile: minimal
owner: platform-team
kubeadm:
  site: attic
  user: ops
  keyFile: ./nowhere
  endpoint: { kind: external, host: 10.20.0.10 }
  adminCidrs: [10.20.0.0/16]
  hosts:
${hosts}network: { cidr: 10.20.0.0/16 }
cluster: { version: "1.35" }
`;

const SMALL = host("cp1", 11, "control-plane") + host("w1", 21, "worker") + host("w2", 22, "worker");
const opened = environment("opened", SMALL);
const CHANGES: readonly (readonly [string, string])[] = [
  ["adminCidrs: [10.20.0.0/16]", "adminCidrs: [10.20.0.0/16, 203.0.113.0/24]\n  stages: { hardening: false }"],
  [host("w1", 21, "worker"), host("w1", 21, "worker", "unverified")],
  [host("w2", 22, "worker"), ""],
  ['version: "1.35"', 'version: "1.36"'],
];

let project: string;
let result: ReviewResult;

beforeAll(async () => {
  project = writeProject({
    opened,
    still: environment("still", host("still", 31, "control-plane")),
  });
  const git = (...args: readonly string[]): string => gitIn(project, ...args);
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "base");
  const change = CHANGES.reduce((text, [from, to]) => edited(text, from, to), opened);
  writeEnvironment(project, "opened", change);
  result = review(await planRehearsed({ facts, simulated: simulatedProviders, base: "main", project }), {
    facts,
    failOn: ["data-loss", "exposure"],
  });
}, LONG_LIMIT);
afterAll(() => fs.rmSync(project, { recursive: true, force: true }));

const reviewed = (name: string): EnvironmentReview | undefined => result.environments.find((one) => one.name === name);

const risksOf = (name: string, risk: string): readonly string[] =>
  (reviewed(name)?.components ?? [])
    .flatMap(({ things }) => things.flatMap(({ changes }) => changes))
    .flatMap(({ address, risks }) =>
      risks
        .filter((one) => one.risk === risk)
        .map(({ rule }) => `${address.replace("terraform_data.cluster_", "")} ${rule}`),
    )
    .sort();

test("only what changes is reviewed: the way to a key file from another folder is no change", () => {
  expect(result.environments.map(({ name, status }) => `${name} ${status}`)).toEqual(["opened changed"]);
  expect(result.unchanged).toEqual(["still"]);
});

test("what lets somebody in is told of each host: a plan shows of it that a stage runs again", () => {
  expect(reviewed("opened")).toMatchObject({ ok: true, judged: true, problems: [] });
  expect(risksOf("opened", "exposure")).toEqual([
    'files["w1"] exposure/host-unverified',
    'firewall["cp1"] exposure/host-firewall-opens',
    'firewall["w1"] exposure/host-firewall-opens',
    'hardening["cp1"] exposure/host-left-alone',
    'hardening["w1"] exposure/host-left-alone',
  ]);
});

test("nothing is told that is of the rehearsal alone, such as its own key", () => {
  const paths = (reviewed("opened")?.components ?? [])
    .flatMap(({ things }) => things.flatMap(({ changes }) => changes))
    .flatMap(({ attributes }) => attributes.map(({ path }) => path));

  expect(paths.filter((path) => /private_key|proxy|host_key/.test(path))).toEqual([]);
});

test("who leaves, and who is drained for a version, is told; nothing of it is a loss", () => {
  expect(risksOf("opened", "downtime")).toEqual([
    "converge_cp1 downtime/node-converged",
    "converge_w1 downtime/node-converged",
    'worker["w1"] downtime/worker-leaves',
    'worker["w2"] downtime/worker-leaves',
  ]);
  expect(risksOf("opened", "data-loss")).toEqual([]);
});

test("the gates refuse each of them", () => {
  const refused = result.gates.refused.map(({ environment: name, risk }) => `${name} ${risk}`);
  expect([...new Set(refused)].sort()).toEqual(["opened exposure"]);
});
