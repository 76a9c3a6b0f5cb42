/** A Debian guest with a kernel of its own, which QEMU emulates, reached over SSH as any other host. What is written on it is gone with it. */
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { freePort } from "../helpers/free-port";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { until } from "../helpers/until";
import { ReachedHost } from "../hosts/reached-host";

/** It takes a minute the first time on a machine, beside the hosts' own root; and a way to Debian. */
const CACHE = process.env["JANGADA_HOSTS_ROOT"] ?? "/var/cache/jangada/hosts";
const IMAGE_LIMIT = 900_000;
/** Half a minute on a quiet machine: every instruction is emulated. */
export const BOOT_LIMIT = 600_000;

/** What the longest test takes, many times over. */
const LIFE_LIMIT = 7_200_000;
/** Seconds; a tenth of them where nobody else is busy. */
const ANSWER_LIMIT = 60;

export class Guest extends ReachedHost {
  private constructor(
    name: string,
    private readonly folder: string,
    port: number,
    private readonly process: ChildProcess,
  ) {
    super(name, "127.0.0.1", folder, port, ANSWER_LIMIT);
  }

  /** Its own address is {@link GUEST_ADDRESS}. */
  public static async start(name: string): Promise<Guest> {
    const image = execFileSync("bash", [path.join(__dirname, "make-image.sh"), CACHE], {
      encoding: "utf8",
      stdio: ["ignore", "pipe", 2],
      timeout: IMAGE_LIMIT,
    }).trim();
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "guest-"));
    const port = await freePort();
    writeKeys(folder);
    // It ends with this process, however that ends.
    const running = spawn("setpriv", ["--pdeathsig", "KILL", "qemu-system-x86_64", ...machine(image, folder, port)], {
      stdio: ["ignore", 2, 2],
      timeout: LIFE_LIMIT,
    });
    const guest = new Guest(name, folder, port, running);
    try {
      await guest.reached(BOOT_LIMIT);
    } catch (error) {
      await guest.stop();
      throw error;
    }
    return guest;
  }

  /** As an administrator would, and waits for it. */
  public async reboot(): Promise<void> {
    const boot = await this.bootId();
    await this.run("sudo -n systemctl reboot");
    await until(
      "the guest has come up anew",
      async () => {
        if (this.process.exitCode !== null) throw new Error(`QEMU ended with ${this.process.exitCode}`);
        const now = await this.bootId();
        return now !== "" && now !== boot;
      },
      { limit: BOOT_LIMIT },
    );
    await this.reached(BOOT_LIMIT);
  }

  public async stop(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const ended = new Promise((resolve) => this.process.once("exit", resolve));
      this.process.kill("SIGKILL");
      await ended;
    }
    fs.rmSync(this.folder, { recursive: true });
  }

  private async bootId(): Promise<string> {
    return (await this.run("cat /proc/sys/kernel/random/boot_id")).stdout;
  }
}

/** Of QEMU's own network: the guest's, and whoever comes from this machine. */
export const GUEST_ADDRESS = "10.0.2.15";
export const CLIENT_ADDRESS = "10.0.2.2";

/** The key that logs in, and the guest's own, as a tar that it unpacks when it starts first. */
function writeKeys(folder: string): void {
  const tree = path.join(folder, "tree");
  const [home, etc] = [path.join(tree, "home", "ops", ".ssh"), path.join(tree, "etc", "ssh")];
  for (const place of [home, etc]) fs.mkdirSync(place, { recursive: true });
  const make = (file: string): void => {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "", "-f", file], { timeout: PROGRAM_LIMIT });
  };
  make(path.join(folder, "key"));
  make(path.join(etc, "ssh_host_ed25519_key"));
  fs.copyFileSync(path.join(folder, "key.pub"), path.join(home, "authorized_keys"));
  const args = ["-C", tree, "--owner=0", "--group=0", "-cf", path.join(folder, "keys"), "home", "etc"];
  execFileSync("tar", args, { timeout: PROGRAM_LIMIT });
}

function machine(image: string, folder: string, port: number): readonly string[] {
  const disk = (file: string, name: string, more = ""): readonly string[] => [
    "-drive",
    `file=${file},format=raw,if=none,id=${name},${more || "snapshot=on"}`,
    "-device",
    `virtio-blk-pci,drive=${name},serial=${name}`,
  ];
  return [
    ...["-nodefaults", "-no-user-config", "-display", "none", "-serial", `file:${path.join(folder, "console")}`],
    // What kubeadm asks of a control plane: two CPUs, and 1700 MiB.
    ...["-machine", "pc,accel=tcg", "-cpu", "max", "-smp", "2", "-m", "2048"],
    ...["-kernel", path.join(image, "vmlinuz"), "-initrd", path.join(image, "initrd")],
    ...["-append", "root=/dev/vda rw console=ttyS0 panic=1 net.ifnames=0 quiet"],
    ...disk(path.join(image, "disk"), "root"),
    ...disk(path.join(image, "swap"), "swap"),
    ...disk(path.join(folder, "keys"), "keys", "readonly=on"),
    ...["-netdev", `user,id=net,hostfwd=tcp:127.0.0.1:${port}-:22`],
    ...["-device", "virtio-net-pci,netdev=net,romfile=", "-device", "virtio-rng-pci"],
  ];
}
