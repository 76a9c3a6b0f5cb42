/** Everything that is wrong with the block `kubeadm`, at once. */
import type { SectionProblem } from "../../model/component";
import type { BlockCheckContext } from "../../model/target-facts";
import { checkEndpoint } from "./check-endpoint";
import { checkHosts } from "./check-hosts";
import { checkRanges } from "./check-ranges";
import { checkKeyFiles } from "./key-files";
import { isExampleHostKey } from "./new/example-key";
import { readWritten } from "./written";

/** @param written the block as it stands in the file, whatever it is */
export function checkBlock(
  written: unknown,
  { sections, root, simulated, today }: BlockCheckContext,
): readonly SectionProblem[] {
  const block = readWritten(written);
  const cluster = sections["cluster"] as { readonly serviceCidr?: string } | undefined;
  return [
    ...checkHosts(block, today),
    ...checkEndpoint(block),
    ...checkRanges(block, cluster?.serviceCidr),
    ...(simulated ? [] : checkKeyFiles(block, root)),
    ...checkRoot(block),
    ...checkEncryptionKeys(block),
    ...checkExamples(block, simulated),
  ];
}

/** A name is one key. */
function checkEncryptionKeys({ encryptionKeys = [] }: ReturnType<typeof readWritten>): readonly SectionProblem[] {
  return encryptionKeys.flatMap((name, index) =>
    encryptionKeys.indexOf(name) === index
      ? []
      : [
          {
            path: ["encryptionKeys", index],
            code: "ENCRYPTION_KEY_TWICE",
            message: `The key '${name}' is named twice.`,
            remedy: "Leave it where it encrypts: the first one does.",
          },
        ],
  );
}

/** What `init` wrote where it knew no key: a rehearsal is content with it, and no host has it. */
function checkExamples({ hosts }: ReturnType<typeof readWritten>, simulated: boolean): readonly SectionProblem[] {
  return hosts
    .filter(({ hostKey }) => hostKey !== undefined && isExampleHostKey(hostKey))
    .map(({ path, name = "the host" }) => ({
      path: [...path, "hostKey"],
      code: "HOST_KEY_EXAMPLE",
      ...(simulated ? { severity: "warning" as const } : {}),
      message: `The key of '${name}' is an example: no host has it.`,
      remedy: "Put in its place what the host's own console shows in /etc/ssh/ssh_host_ed25519_key.pub.",
    }));
}

/** One who is root by login leaves no trace of who it was. */
function checkRoot(block: ReturnType<typeof readWritten>): readonly SectionProblem[] {
  if (block.stages?.hardening === false) return [];
  if (block.user !== "root" && !block.hosts.some(({ user }) => user === "root")) return [];
  return [
    {
      path: ["user"],
      code: "HOST_USER_ROOT",
      severity: "warning",
      message: "root logs in by itself: hardening then has to leave root its login by key, which CIS advises against.",
      remedy:
        "Name a user that sudo lets become root without a password (`NOPASSWD: ALL`), and whose authorized_keys has the key.",
    },
  ];
}
