/** Changes of the simulated clouds, through their process and on disk. */
import * as fs from "node:fs";
import * as net from "node:net";
import * as os from "node:os";
import * as path from "node:path";
import { findCloud, recordFile } from "../../../src/operations/cloud/cloud";
import { cloudDrift, type CloudDriftOptions } from "../../../src/operations/cloud/simulate-drift";
import { serveCloud } from "../../../src/operations/cloud/serve";
import { objectOf } from "../../../src/rehearsal/protocol/value";
import { DiskWorld } from "../../../src/rehearsal/world/disk-world";
import { until } from "../../helpers/until";
import { simulatedProviders } from "../../../src/providers";

let folder: string;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-cloud-"));
  const world = DiskWorld.open(path.join(folder, "world"));
  const attributes = objectOf([["id", "vpc-1"]]);
  world.put({ type: "aws_vpc", id: "vpc-1", realm: "aws:1:eu-west-1", attributes, createdAt: "2026-01-01T00:00:00Z" });
  world.close();
  fs.mkdirSync(path.join(folder, "state"));
  const resource = { mode: "managed", type: "aws_vpc", name: "network", instances: [{ attributes: { id: "vpc-1" } }] };
  fs.writeFileSync(
    path.join(folder, "state", "dev-network.tfstate"),
    JSON.stringify({ version: 4, serial: 1, lineage: "l", resources: [resource] }),
  );
});
afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

const dns = (): unknown => DiskWorld.peek(path.join(folder, "world"))[0]?.attributes["enable_dns_support"];
const change = (object: string): CloudDriftOptions["changes"] => [
  { kind: "change", object, set: { enable_dns_support: "true" } },
];

/** While the clouds are served. */
async function serving(work: () => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const ended = serveCloud(folder, controller.signal, { providers: simulatedProviders });
  await until("the clouds are served", async () => (await findCloud(folder)) !== undefined);
  try {
    await work();
  } finally {
    controller.abort();
    await ended;
  }
}

/** What a port answers to a line. */
function say(port: number, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    const socket = net.connect({ host: "127.0.0.1", port });
    socket.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
    socket.once("end", () => resolve(text)).once("error", reject);
    socket.write(line);
  });
}

describe("changes of the simulated clouds", () => {
  it("are made on disk where no process runs, by address as well as by id", async () => {
    const result = await cloudDrift({ simulated: simulatedProviders, folder, changes: change("aws_vpc.network") });
    expect(result).toMatchObject({
      running: false,
      done: [{ kind: "change", id: "vpc-1", owner: "dev-network: aws_vpc.network" }],
    });
    expect(dns()).toBe(true);
  });

  it("are made by the process where one runs, which has the world for itself", async () => {
    await serving(async () => {
      const result = await cloudDrift({ simulated: simulatedProviders, folder, changes: change("aws_vpc/vpc-1") });
      expect(result.running).toBe(true);
      await expect(
        cloudDrift({ simulated: simulatedProviders, folder, changes: change("aws_vpc/vpc-2") }),
      ).rejects.toMatchObject({
        problems: [{ code: "CLOUD_DRIFT_OBJECT" }],
      });
    });
    expect(dns()).toBe(true);
  });

  it("are refused without the token, which only the owner can read", async () => {
    await serving(async () => {
      const record = await findCloud(folder);
      expect(fs.statSync(recordFile(folder)).mode & 0o777).toBe(0o600);
      // Terraform writes the states in it for everybody to read.
      expect(fs.statSync(path.join(folder, "state")).mode & 0o777).toBe(0o700);
      expect(record?.token).toMatch(/^[0-9a-f]{64}$/);
      const drift = { changes: [{ kind: "delete", type: "aws_vpc", id: "vpc-1" }] };
      for (const line of [
        JSON.stringify({ drift }),
        JSON.stringify({ token: "x".repeat(64), drift }),
        "no json",
        "{}",
      ]) {
        const answer = JSON.parse(await say(record?.port ?? 0, `${line}\n`)) as {
          ok: boolean;
          problems: readonly { code: string }[];
        };
        expect(answer.ok).toBe(false);
        expect(answer.problems[0]?.code).toBe("CLOUD_CONTROL");
      }
    });
    expect(DiskWorld.peek(path.join(folder, "world"))).toHaveLength(1);
  });

  it("need a world, something to do, and an object that is there", async () => {
    const codeOf = async (options: CloudDriftOptions): Promise<string> =>
      cloudDrift(options).then(
        () => "none",
        (error: unknown) => (error as { code: string }).code,
      );
    expect(await codeOf({ simulated: simulatedProviders, folder: path.join(folder, "none"), changes: [] })).toBe(
      "NO_CLOUD_WORLD",
    );
    expect(await codeOf({ simulated: simulatedProviders, folder, changes: [] })).toBe("CLOUD_DRIFT_USAGE");
    expect(
      await codeOf({
        simulated: simulatedProviders,
        folder,
        changes: [{ kind: "change", object: "aws_vpc/vpc-1", set: {} }],
      }),
    ).toBe("CLOUD_DRIFT_USAGE");
    await expect(
      cloudDrift({ simulated: simulatedProviders, folder, changes: change("aws_vpc.networ") }),
    ).rejects.toMatchObject({
      problems: [{ remedy: "Did you mean 'aws_vpc.network'?" }],
    });
  });
});
