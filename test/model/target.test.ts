/** A target serves what the contracts say, and loads nothing before. */
import { spawnSync } from "node:child_process";
import { TerraformStack, Testing } from "cdktf";
import type { IConstruct } from "constructs";
import { NETWORK } from "../../src/constructs/network/contract";
import { JangadaError } from "../../src/errors";
import { defineContract } from "../../src/model/contract";
import { Target, type TargetName } from "../../src/model/target";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { ROOT } from "../helpers/project";

class Elsewhere extends Target {
  public readonly name: TargetName = "kubeadm";
}

function problemOf(work: () => unknown): { code: string; message: string; remedy?: string } | undefined {
  try {
    work();
  } catch (error) {
    if (JangadaError.is(error)) return error.problems[0];
    throw error;
  }
  return undefined;
}

/** What a process has loaded after it ran the code: bindings by name, and implementations by their folder. */
function loadedBy(code: string): readonly string[] {
  const program = `${code}
    const loaded = Object.keys(require.cache).flatMap((file) => {
      const binding = /@cdktf[\\\\/](provider-[a-z]+)/.exec(file)?.[1];
      const implementation = /src[\\\\/]constructs[\\\\/]((?!kit)[a-z0-9-]+[\\\\/](?:aws|azure|kubeadm|cluster))[\\\\/](?!(?:[a-z-]+-)?section\\.)/.exec(file)?.[1];
      return [binding, implementation].filter(Boolean);
    });
    process.stdout.write(JSON.stringify([...new Set(loaded)].sort()));`;
  const ran = spawnSync(process.execPath, ["-r", "./scripts/register.cjs", "-e", program], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
  });
  expect(ran.stderr).toBe("");
  return JSON.parse(ran.stdout) as readonly string[];
}

const CONTRACTS = `
  const contracts = require("./src/index.ts");
  const { SECRETS_KEY } = require("./src/constructs/secrets/secrets-key.ts");
  const { STATE_BUCKET } = require("./src/constructs/state-bucket/contract.ts");
  const { AwsTarget } = require("./infra/aws/target.ts");
  const target = new AwsTarget();`;

describe("a contract that a target does not serve", () => {
  const stack = new TerraformStack(Testing.app(), "stack");

  test("is refused with the targets that do", () => {
    const target = new Elsewhere();
    const served = {
      ...NETWORK,
      implementations: { eks: NETWORK.implementations.eks, aks: NETWORK.implementations.eks },
    };

    expect(target.serves(served)).toBe(false);
    expect(problemOf(() => target.implementation(served, stack))).toEqual({
      code: "TARGET_CANNOT",
      message: "The target 'kubeadm' has no implementation of 'network'.",
      place: { construct: "stack" },
      remedy: "Leave it out, or choose a target that has one: aks, eks.",
    });
  });

  test("is refused where none does", () => {
    const nowhere = defineContract<object, IConstruct, Record<string, never>>("dreams", {}, {});

    expect(problemOf(() => new Elsewhere().implementation(nowhere))).toEqual({
      code: "TARGET_CANNOT",
      message: "The target 'kubeadm' has no implementation of 'dreams'.",
      remedy: "Leave it out: no target of this version has one.",
    });
  });
});

describe("loading", () => {
  test("contracts and target alone load no implementation and no binding", () => {
    expect(
      loadedBy(`${CONTRACTS}
        for (const contract of [contracts.NETWORK, SECRETS_KEY, STATE_BUCKET]) target.serves(contract);`),
    ).toEqual([]);
  });

  test("an implementation is loaded when it is asked for, and no other", () => {
    expect(loadedBy(`${CONTRACTS} target.implementation(contracts.NETWORK);`)).toEqual(["network/aws", "provider-aws"]);
  });

  test("a cluster comes without what runs inside it", () => {
    const loaded = loadedBy(`${CONTRACTS} target.implementation(contracts.KUBERNETES_CLUSTER);`);
    expect(loaded.filter((name) => /provider|\/cluster$/.test(name))).toEqual(["provider-aws"]);
  });
});
