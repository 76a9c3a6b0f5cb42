import { HostFiles } from "../../../src/rehearsal/hosts/host-files";
import { runScript } from "../../../src/rehearsal/hosts/script";
import type { HostShell, HostView } from "../../../src/rehearsal/hosts/shell";
import { words } from "../../../src/rehearsal/hosts/words";

const host = (): HostView => ({
  name: "cp-1",
  address: "192.0.2.1",
  port: 22,
  files: new HostFiles(),
  state: {},
  world: undefined as never,
});

/** Knows one program, which fails when it is told to. */
function shellOf() {
  const commands: (readonly string[])[] = [];
  const shell: HostShell = {
    run: (command) => {
      if (command[0] !== "stage") return undefined;
      commands.push(command);
      return command[1] === "bad" ? { stderr: "no\n", code: 3 } : { stdout: "yes\n" };
    },
  };
  return { shell, commands };
}

describe("words", () => {
  test.each([
    ["bash /a/b.sh  join", ["bash", "/a/b.sh", "join"]],
    [`'scp' -vt '/opt/with space'`, ["scp", "-vt", "/opt/with space"]],
    [`a "b \\"c\\" d" ''`, ["a", `b "c" d`, ""]],
    [`'it'\\''s' --x='1 2'`, ["it's", "--x=1 2"]],
    ["  ", []],
  ])("%j", (line, expected) => expect(words(line)).toEqual(expected));

  test.each(["a | b", "a && b", "echo $HOME", "a > /etc/passwd", "echo `id`", "rm /tmp/*", "a 'open", 'a "open'])(
    "%j is more than words",
    (line) => expect(() => words(line)).toThrow(expect.objectContaining({ code: "HOST_COMMAND_UNREADABLE" })),
  );
});

test("a script goes on after a failure and ends with the code of its last line", async () => {
  const { shell, commands } = shellOf();

  const result = await runScript("#!/bin/sh\nstage bad\n\n# a comment\nstage good\n", host(), shell);

  expect(result).toEqual({ stdout: "yes\n", stderr: "no\n", code: 0 });
  expect(commands).toHaveLength(2);
});

test("unless it says that it stops", async () => {
  const { shell, commands } = shellOf();

  const result = await runScript("set -Eeuo pipefail\nstage bad\nstage good\n", host(), shell);

  expect(result).toEqual({ stdout: "", stderr: "no\n", code: 3 });
  expect(commands).toHaveLength(1);
});

test("who runs a command makes no difference to what it is", async () => {
  const { shell, commands } = shellOf();

  await runScript("exec sudo -n stage 'one two'\nsudo -n -- stage three", host(), shell);

  expect(commands).toEqual([
    ["stage", "one two"],
    ["stage", "three"],
  ]);
});

test("a program that nobody knows is not found", async () => {
  expect(await runScript("kubeadm init", host(), shellOf().shell)).toEqual({
    stdout: "",
    stderr: "sh: 1: kubeadm: not found\n",
    code: 127,
  });
});

test("files are made, shown, changed and taken away without a shell", async () => {
  const one = host();
  one.files.write("/etc/hostname", "cp-1\n");

  const result = await runScript(
    "install -d -m 0700 -o root -g root /opt/a /opt/b\nmkdir -p /opt/c/d\nchmod 0600 /etc/hostname\ncat /etc/hostname\nrm -rf /opt/b\ncat /nothing",
    one,
    shellOf().shell,
  );

  expect(result).toEqual({ stdout: "cp-1\n", stderr: "cat: /nothing: No such file or directory\n", code: 1 });
  expect(one.files.below("/opt")).toEqual(["/opt/a", "/opt/c", "/opt/c/d"]);
  expect([one.files.modeOf("/opt/a"), one.files.modeOf("/etc/hostname")]).toEqual([0o700, 0o600]);
});

test("a script can take itself away", async () => {
  const target = host();
  target.files.write("/root/.begin.sh", 'umask 077\nrm -f -- "$0"\n');

  const text = target.files.get("/root/.begin.sh")?.content.toString() ?? "";
  expect(await runScript(text, target, shellOf().shell, "./.begin.sh")).toMatchObject({ code: 0 });

  expect(target.files.get("/root/.begin.sh")).toBeUndefined();
});
