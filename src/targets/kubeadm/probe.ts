/** Whether a host that lets somebody in can be deployed to: asked before the first stage, which finds the rest. */
import type { MachineProbe, ProbedMachine } from "../../model/machine";
import { DISTRIBUTIONS, type Distribution, distributionNames } from "./distributions";
import type { Host } from "./host-section";

/** What the first upload and the first script need, with the Debian package that has it: `scp` is the file provisioner's. */
const PROGRAMS: Readonly<Record<string, string>> = {
  bash: "bash",
  scp: "openssh-client",
  base64: "coreutils",
  awk: "mawk",
};

/** Of what is told in front of everything that a login prints by itself. */
const MARK = "jangada-probe";

/** POSIX shell: what logs in need not have bash. */
const COMMAND = [
  `say() { printf '${MARK} %s %s\\n' "$1" "$2"; }`,
  'if [ "$(id -u)" = 0 ]; then say root yes',
  "elif ! command -v sudo >/dev/null 2>&1; then say root no-sudo",
  "elif sudo -n true </dev/null >/dev/null 2>&1; then say root yes",
  "else say root asks; fi",
  `for program in ${Object.keys(PROGRAMS).join(" ")}; do`,
  '  command -v "$program" >/dev/null 2>&1 || say missing "$program"',
  "done",
  "if [ -d /run/systemd/system ]; then say systemd yes; fi",
  `sed -n 's/^\\(ID\\|VERSION_ID\\|PRETTY_NAME\\)=/${MARK} \\1 /p' /etc/os-release 2>/dev/null`,
  "say end .",
].join("\n");

export function probeOf({ distribution }: Pick<Host, "distribution">, user: string): MachineProbe {
  return { command: COMMAND, judge: (printed) => judge(printed, user, distribution) };
}

function judge(printed: string, user: string, expected: Distribution | undefined): ProbedMachine {
  const said = [...printed.matchAll(new RegExp(`^${MARK} (\\S+) (.*?)\\r?$`, "gm"))];
  const all = (key: string): readonly string[] =>
    said.flatMap(([, name, value = ""]) => (name === key ? [value.replace(/^["']|["']$/g, "")] : []));
  const [root] = all("root");
  if (root === undefined || all("end").length === 0) {
    return {
      is: "unknown",
      problems: [
        {
          message: `It lets ${user} in, and does not run what it is asked to.`,
          remedy: `Give ${user} a shell (chsh -s /bin/bash ${user}), and nothing in authorized_keys that forces a command.`,
        },
      ],
    };
  }
  const [id, version, title] = ["ID", "VERSION_ID", "PRETTY_NAME"].map((key) => all(key)[0]);
  const running = `${id ?? "unknown"}-${version ?? "unknown"}`;
  return {
    is: title ?? running,
    problems: [
      ...(root === "yes" ? [] : [notRoot(user, root)]),
      ...distributionProblems(running, title ?? running, expected),
      ...(all("systemd").length > 0
        ? []
        : [{ message: "systemd does not run on it.", remedy: "Take a host that it does." }]),
      ...all("missing").map((program) => ({
        message: `It has no ${program}.`,
        remedy: `apt-get install ${PROGRAMS[program] ?? program}`,
      })),
    ],
  };
}

type Lack = ProbedMachine["problems"][number];

function notRoot(user: string, root: string): Lack {
  const rule = `echo '${user} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/${user} && chmod 0440 /etc/sudoers.d/${user}`;
  return root === "no-sudo"
    ? { message: `${user} is not root, and there is no sudo.`, remedy: `As root: apt-get install sudo && ${rule}` }
    : { message: `${user} does not become root by sudo without a password.`, remedy: `As root: ${rule}` };
}

function distributionProblems(running: string, title: string, expected: Distribution | undefined): readonly Lack[] {
  const known = distributionNames.map((name) => DISTRIBUTIONS[name].title).join(", ");
  if (!(distributionNames as readonly string[]).includes(running)) {
    return [{ message: `It runs ${title}, which no stage knows.`, remedy: `Install one of ${known}.` }];
  }
  if (expected === undefined || expected === running) return [];
  return [
    {
      message: `It runs ${title}, and the file says ${expected}.`,
      remedy: `Write distribution: ${running}, or leave it out; or install ${DISTRIBUTIONS[expected].title}.`,
    },
  ];
}
