/** What hosts of our own need of a machine; what is missing is named. Read by Jest's configuration, which is no TypeScript. */
const { spawnSync } = require("node:child_process");

/** To make Debian's root, and to be let in. */
const FOR_ANY = { debootstrap: "debootstrap", gpg: "gpg", ssh: "openssh-client", "ssh-keygen": "openssh-client" };
const FOR_HOSTS = {
  ...FOR_ANY,
  "systemd-nspawn": "systemd-container",
  ip: "iproute2",
  nft: "nftables",
  unshare: "util-linux",
};
const FOR_GUEST = {
  ...FOR_ANY,
  "qemu-system-x86_64": "qemu-system-x86",
  mke2fs: "e2fsprogs",
  mkswap: "util-linux",
  setpriv: "util-linux",
};

const runs = (program, ...args) => spawnSync(program, args, { timeout: 10_000, stdio: "ignore" }).status === 0;

function missing(programs) {
  if (process.getuid?.() !== 0) return ["it needs root, for hosts of its own"];
  const packages = Object.entries(programs)
    .filter(([program]) => !runs("sh", "-c", `command -v ${program}`))
    .map(([, name]) => name);
  return packages.length === 0 ? [] : [`apt-get install ${[...new Set(packages)].join(" ")}`];
}

/** @returns {readonly string[]} empty where hosts can be made */
function missingForHosts() {
  const wanting = missing(FOR_HOSTS);
  if (wanting.length > 0) return wanting;
  // As in a container without privileges.
  return runs("unshare", "--mount", "--net", "true") ? [] : ["root may make neither mounts nor networks here"];
}

/** @returns {readonly string[]} empty where a guest with a kernel of its own can be made */
function missingForGuest() {
  // Its root is made of this machine's packages.
  return process.arch === "x64"
    ? missing(FOR_GUEST)
    : [`it needs a machine of x86-64, and this one is ${process.arch}`];
}

module.exports = { missingForHosts, missingForGuest };
