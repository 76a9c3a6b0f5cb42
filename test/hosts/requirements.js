/** What hosts of our own need of a machine; what is missing is named. Read by Jest's configuration, which is no TypeScript. */
const { spawnSync } = require("node:child_process");

const PROGRAMS = {
  "systemd-nspawn": "systemd-container",
  debootstrap: "debootstrap",
  ip: "iproute2",
  nft: "nftables",
  gpg: "gpg",
  ssh: "openssh-client",
  "ssh-keygen": "openssh-client",
  unshare: "util-linux",
};

const runs = (program, ...args) => spawnSync(program, args, { timeout: 10_000, stdio: "ignore" }).status === 0;

/** @returns {readonly string[]} empty where hosts can be made */
function missingForHosts() {
  if (process.getuid?.() !== 0) return ["it needs root, for hosts of its own"];
  const packages = Object.entries(PROGRAMS)
    .filter(([program]) => !runs("sh", "-c", `command -v ${program}`))
    .map(([, name]) => name);
  if (packages.length > 0) return [`apt-get install ${[...new Set(packages)].join(" ")}`];
  // As in a container without privileges.
  return runs("unshare", "--mount", "--net", "true") ? [] : ["root may make neither mounts nor networks here"];
}

module.exports = { missingForHosts };
