import { execFile } from "node:child_process";
import * as net from "node:net";
import * as path from "node:path";
import { PROGRAM_LIMIT } from "../helpers/limits";

const SCRIPT = path.resolve(__dirname, "..", "..", "assets", "scripts", "reach-api-server.sh");

function reach(env: Readonly<Record<string, string>>): Promise<{ status: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(
      "bash",
      [SCRIPT],
      {
        env: { PATH: process.env["PATH"] ?? "", JANGADA_ENVIRONMENT_FILE: "dev.yaml", ...env },
        timeout: PROGRAM_LIMIT,
      },
      (error, stdout, stderr) => resolve({ status: error ? Number(error.code) : 0, stdout, stderr }),
    );
  });
}

async function withServer<T>(work: (port: number) => Promise<T>): Promise<T> {
  const server = net.createServer((socket) => socket.end());
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    return await work((server.address() as net.AddressInfo).port);
  } finally {
    server.close();
  }
}

describe("reach-api-server.sh", () => {
  test("given a server that listens, succeeds", async () => {
    const { status, stdout } = await withServer((port) => reach({ JANGADA_API_SERVER: `https://127.0.0.1:${port}/` }));

    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("answers") as string });
  });

  test.each([
    ["runner-in-vpc", "runner inside the cluster's network"],
    ["vpn", "Connect the VPN"],
    ["ssm-tunnel", "Session Manager tunnel"],
    ["public", "cluster.api.public"],
  ])("given nobody who listens, and access by %s, fails and says what to do", async (access, remedy) => {
    // A port that was free a moment ago.
    const port = await withServer((free) => Promise.resolve(free));

    const { status, stderr } = await reach({
      JANGADA_API_SERVER: `https://127.0.0.1:${port}`,
      JANGADA_API_ACCESS: access,
    });

    expect(status).toBe(1);
    expect(stderr).toContain(`no connection to 127.0.0.1:${port}`);
    expect(stderr).toContain(remedy);
  });

  test("given a rehearsal, reaches for nothing", async () => {
    const { status, stdout } = await reach({ JANGADA_API_SERVER: "https://nowhere.invalid", JANGADA_SIMULATED: "1" });

    expect({ status, stdout }).toEqual({ status: 0, stdout: "The API server is simulated; nothing to reach.\n" });
  });
});
