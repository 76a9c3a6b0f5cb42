/** kube-vip: whoever holds the lease carries the address. By the kubeconfig that its pod has, with the rights of its own user. */
import { execFileSync } from "node:child_process";
import * as net from "node:net";
import { parse } from "yaml";
import { call, readKubeconfig } from "./kubeconfig";
import { at } from "./objects";

const BEAT_MS = 300;
/** Without a renewal it is anybody's. */
const STALE_MS = 2000;
const LEASES = "/apis/coordination.k8s.io/v1/namespaces/kube-system/leases";
const LIMIT = 5000;

const ip = (...args: readonly string[]): string => execFileSync("ip", args, { encoding: "utf8", timeout: LIMIT });

export class VirtualAddress {
  private readonly timer: NodeJS.Timeout;
  private readonly env: Readonly<Record<string, string | undefined>>;
  private readonly kubeconfig: string;
  private busy = false;

  constructor(
    manifest: string,
    private readonly host: string,
  ) {
    const spec: unknown = at(parse(manifest), ["spec"]);
    const env = at(spec, ["containers", 0, "env"]) as readonly { readonly name: string; readonly value?: string }[];
    this.env = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    this.kubeconfig = String(at(spec, ["volumes", 0, "hostPath", "path"]));
    this.timer = setInterval(() => void this.beat(), BEAT_MS);
  }

  public stop(): void {
    clearInterval(this.timer);
    this.carry(false);
  }

  private async beat(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      this.carry(await this.holds());
    } catch {
      // Without the API server nobody renews.
      this.carry(false);
    } finally {
      this.busy = false;
    }
  }

  private async holds(): Promise<boolean> {
    const name = this.env["vip_leasename"] ?? "";
    const config = readKubeconfig(this.kubeconfig);
    const path = `${LEASES}/${name}`;
    const spec = { holderIdentity: this.host, renewTime: new Date().toISOString() };
    const lease = { kind: "Lease", metadata: { name, namespace: "kube-system" }, spec };
    const { status, body } = await call(config, { method: "GET", path });
    if (status === 404) return (await call(config, { method: "POST", path: LEASES, body: lease })).status === 201;
    if (status !== 200) return false;
    const isMine = at(body, ["spec", "holderIdentity"]) === this.host;
    const age = Date.now() - Date.parse(String(at(body, ["spec", "renewTime"])));
    if (!isMine && age < STALE_MS) return false;
    const resourceVersion = at(body, ["metadata", "resourceVersion"]);
    const put = { ...lease, metadata: { ...lease.metadata, resourceVersion } };
    return (await call(config, { method: "PUT", path, body: put })).status === 200;
  }

  private carry(carries: boolean): void {
    const { address = "", vip_interface: device = "host0" } = this.env;
    const now = ip("-o", "-4", "addr", "show", "to", address) !== "";
    if (carries && !now) {
      ip("addr", "add", `${address}/32`, "dev", device);
      this.announce(address);
    }
    if (!carries && now) ip("addr", "del", `${address}/32`, "dev", device);
  }

  /** Whoever knew another carrier takes the question for an unknown neighbour, which goes to all, as the news that it is (RFC 826). */
  private announce(address: string): void {
    const nobody = address.replace(/\d+$/, "254");
    const question = net.connect({ host: nobody, port: 9, localAddress: address });
    question.on("error", () => undefined);
    setTimeout(() => question.destroy(), BEAT_MS).unref();
  }
}
