/** A machine that is to be deployed to is asked over real SSH: each way in which it is not fit has a remedy of its own. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Machine, SshPlace } from "../../../src/model/machine";
import { askMachine } from "../../../src/operations/machines/ask-machine";
import { probeOf } from "../../../src/targets/kubeadm/probe";
import { freePort } from "../../helpers/free-port";
import { PROGRAM_LIMIT } from "../../helpers/limits";
import { sshKey } from "../../helpers/ssh-keys";
import { SshServers } from "../../helpers/ssh-server";

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "jangada-ask-"));
const servers = new SshServers(folder);
afterAll(() => {
  servers.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const machineAt = (place: SshPlace, more: Partial<Machine> = {}): Machine => ({
  name: "w1",
  ...{ address: place.address, port: place.port, user: place.user, keyFile: place.keyFile },
  ...(place.hostKey === undefined ? {} : { hostKey: place.hostKey }),
  connectTimeout: 5,
  checkTimeout: 5,
  checks: [],
  probe: probeOf({}, "ops"),
  ...more,
});
const ask = (place: SshPlace, more: Partial<Machine> = {}) => askMachine(machineAt(place, more), {});
const fit = () =>
  servers.serve(() => ({
    stdout:
      'jangada-probe root yes\njangada-probe ID debian\njangada-probe VERSION_ID "12"\njangada-probe systemd yes\njangada-probe end .\n',
  }));

test("a machine that is fit says what it is", async () => {
  expect(await ask(await fit())).toEqual({ is: "debian-12", problems: [] });
});

test("one that nobody answers for, that shows another key, or lets nobody in, each with what to do", async () => {
  const server = await fit();
  const other = path.join(folder, "other");
  fs.writeFileSync(other, sshKey().private, { mode: 0o600 });
  const asked = await Promise.all([
    ask({ ...server, port: await freePort() }),
    ask(server, { hostKey: sshKey().public }),
    ask(server, { keyFile: other }),
    ask(server, { keyFile: path.join(folder, "nowhere") }),
  ]);

  expect(asked.map(({ problems }) => problems.map(({ message, remedy }) => `${message} -> ${remedy}`))).toEqual([
    [expect.stringMatching(/^Nobody answers.* -> Is it switched on/)],
    [
      expect.stringMatching(
        /shows another key than the file's.* -> Compare the file's hostKey .*somebody stands in between/,
      ),
    ],
    [
      expect.stringMatching(
        /^ops is not let in .* -> Let the key in: ssh-copy-id -i .*other\.pub -p \d+ ops@127\.0\.0\.1$/,
      ),
    ],
    [expect.stringMatching(/^The key file .*nowhere cannot be read/)],
  ]);
});

test("who does not get past the bastion is told what to do there", async () => {
  const { problems } = await ask(await fit(), {
    bastion: { ...(await fit()), user: "gate", address: "localhost", keyFile: path.join(folder, "other") },
  });
  expect(problems).toMatchObject([{ remedy: expect.stringMatching(/other\.pub -p \d+ gate@localhost$/) as string }]);
});

test("what breaks off in the middle is no answer", async () => {
  const server = await servers.serve(() => undefined);
  expect((await ask(server)).problems).toMatchObject([{ message: "The connection broke off." }]);
});

/** The question as a shell answers it, with programs and a distribution of our own. */
describe("what a shell answers", () => {
  const probe = probeOf({}, "ops");

  interface Host {
    readonly uid?: number;
    /** How `sudo` ends; undefined where there is none. */
    readonly sudo?: number;
    readonly programs?: readonly string[];
    readonly release?: string;
  }

  function answer({ uid = 1000, sudo, programs = ["bash", "scp", "base64", "awk"], release = DEBIAN }: Host): string {
    const bin = fs.mkdtempSync(path.join(folder, "bin-"));
    const program = (name: string, text: string): void =>
      fs.writeFileSync(path.join(bin, name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    program("id", `echo ${uid}`);
    program("sed", 'exec /bin/sed "$@"');
    if (sudo !== undefined) program("sudo", `exit ${sudo}`);
    for (const name of programs) program(name, "");
    fs.writeFileSync(path.join(bin, "os-release"), release);
    const command = probe.command
      .replaceAll("/etc/os-release", path.join(bin, "os-release"))
      .replaceAll("/run/systemd/system", bin);
    return execFileSync("/bin/sh", ["-c", command], { encoding: "utf8", env: { PATH: bin }, timeout: PROGRAM_LIMIT });
  }

  const DEBIAN =
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n';
  const UBUNTU = 'PRETTY_NAME="Ubuntu 20.04.6 LTS"\nNAME="Ubuntu"\nVERSION_ID="20.04"\nID=ubuntu\nID_LIKE=debian\n';

  it.each<[string, Host]>([
    ["root", { uid: 0 }],
    ["somebody whom sudo lets become root", { sudo: 0 }],
  ])("%s is fit", (_, host) => {
    expect(probe.judge(`Welcome!\n${answer(host)}`)).toEqual({ is: "Debian GNU/Linux 12 (bookworm)", problems: [] });
  });

  it.each<[string, Host, readonly string[]]>([
    ["no sudo", {}, ["there is no sudo"]],
    ["a sudo that asks", { sudo: 1 }, ["does not become root by sudo without a password"]],
    ["an unknown release", { uid: 0, release: UBUNTU }, ["Ubuntu 20.04.6 LTS, which no stage knows"]],
    ["nothing that says what it is", { uid: 0, release: "" }, ["unknown-unknown, which no stage knows"]],
    ["programs that are missing", { uid: 0, programs: ["bash", "awk"] }, ["no scp", "no base64"]],
    ["all of it", { release: UBUNTU, programs: [] }, ["sudo", "Ubuntu", "bash", "scp", "base64", "awk"]],
  ])("of %s, each is told with its remedy", (_, host, told) => {
    const { problems } = probe.judge(answer(host));
    expect(problems.map(({ message }) => message)).toEqual(told.map((text) => expect.stringContaining(text) as string));
    expect(problems.every(({ remedy }) => remedy.length > 10)).toBe(true);
  });

  it("a distribution that the file names is held against it", () => {
    const { problems } = probeOf({ distribution: "ubuntu-24.04" }, "ops").judge(answer({ uid: 0 }));
    expect(problems).toMatchObject([{ message: expect.stringContaining("the file says ubuntu-24.04") as string }]);
  });

  it.each(["", "This account is currently not available.\n", "jangada-probe root yes\n"])(
    "a shell that runs nothing to its end is told: %j",
    (printed) => {
      expect(probe.judge(printed).problems).toMatchObject([{ remedy: expect.stringContaining("chsh") as string }]);
    },
  );
});
