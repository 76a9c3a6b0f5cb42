/** Hosts as they are deployed: the real Terraform runs the synthesized stack and its provisioners, over real OpenSSH. */
import { spawn, type ChildProcess } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { STATE_DIRECTORY_VARIABLE } from "../../infra/modules/state";
import { writeAuthorityState } from "../helpers/authority-state";
import { homeCluster, type HomeHost } from "../helpers/home";
import { PROGRAM_LIMIT } from "../helpers/limits";
import { HERE, HostsEnvironment } from "./environment";
import { TestHosts, type HostsWanted } from "./hosts";

export interface Written {
  readonly hosts: readonly HomeHost[];
  /** Kubernetes' minor. */
  readonly version?: string;
  readonly endpoint?: string;
  /** Lines of the block. */
  readonly block?: string;
  /** Further lines of a host's settings.sh, by its name. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Run {
  readonly child: ChildProcess;
  /** Exit code, and whatever Terraform said. */
  readonly ended: Promise<{ readonly status: number | null; readonly said: string }>;
}

type Result = Readonly<Record<"stage" | "host", string>> & {
  readonly ok: boolean;
  readonly changed: number;
};

export class Deployment {
  /** Whatever Terraform ever said. */
  public readonly said: string[] = [];
  /** Every token that was ever one. */
  public readonly tokens: string[] = [];
  private nodes = "";

  private constructor(
    public readonly machines: TestHosts,
    public readonly environment: HostsEnvironment,
    private readonly folder: string,
  ) {}

  public static async start(which: HostsWanted, written: Written): Promise<Deployment> {
    const machines = await TestHosts.start(which);
    const environment = new HostsEnvironment(machines);
    await environment.start();
    // Beside the keys, which go with it.
    const made = new Deployment(
      machines,
      environment,
      fs.mkdtempSync(path.join(path.dirname(machines.keyFile), "tf-")),
    );
    process.env[STATE_DIRECTORY_VARIABLE] = made.folder;
    made.write(written);
    await made.must("init");
    return made;
  }

  public async stop(): Promise<void> {
    delete process.env[STATE_DIRECTORY_VARIABLE];
    await this.environment.stop();
    await this.machines.stop();
  }

  /** The stack as it is synthesized, and with what machines for tests need to be told. */
  public write({ hosts, version = "1.35", endpoint, block = "", settings = {} }: Written): void {
    const { machines, folder } = this;
    this.writeAuthority(hosts);
    const outdir = path.join(folder, "out");
    homeCluster(
      {
        hosts,
        net: machines.freeAddress.replace(/\.\d+$/, ""),
        keyFile: machines.keyFile,
        endpoint: endpoint ?? `{ kind: keepalived, address: ${machines.freeAddress} }`,
        block: `  adminCidrs: [${machines.ownAddress}/32]\n${block}`,
        sections: `cluster: { version: "${version}" }\n`,
      },
      outdir,
    );
    fs.cpSync(path.join(outdir, "stacks", "home-cluster"), folder, { recursive: true });
    fs.rmSync(outdir, { recursive: true });
    const file = path.join(folder, "cdk.tf.json");
    const stack = JSON.parse(fs.readFileSync(file, "utf8")) as {
      readonly locals: {
        readonly cluster_hosts: Readonly<Record<string, { settings: string; stages: Record<string, string> }>>;
      };
    };
    for (const [name, host] of Object.entries(stack.locals.cluster_hosts)) {
      host.settings += HERE + (settings[name] ?? "");
      for (const stage of Object.keys(host.stages)) host.stages[stage] += settings[name] ?? "";
    }
    fs.writeFileSync(file, JSON.stringify(stack));
  }

  /** @param trusted whether hosts are known by their keys: those of a test show one, which no file may name twice */
  public begin(args: readonly string[], { trusted = true } = {}): Run {
    const child = spawn(process.env["TERRAFORM_BINARY_NAME"] ?? "terraform", [...args, "-no-color"], {
      cwd: this.folder,
      timeout: 2 * PROGRAM_LIMIT,
      stdio: ["ignore", "pipe", "pipe"],
      env: {
        PATH: process.env["PATH"],
        HOME: this.folder,
        CHECKPOINT_DISABLE: "1",
        TF_IN_AUTOMATION: "1",
        ...(trusted ? { TF_VAR_ssh: JSON.stringify({ host_key: this.machines.hostKey }) } : {}),
      },
    });
    const parts: Buffer[] = [];
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part: Buffer) => parts.push(part));
    const ended = new Promise<Awaited<Run["ended"]>>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", (status) => {
        const said = Buffer.concat(parts).toString();
        this.said.push(said);
        resolve({ status, said });
      });
    });
    return { child, ended };
  }

  public async must(...args: readonly string[]): Promise<string> {
    const { status, said } = await this.begin(args).ended;
    if (status !== 0) throw new Error(`terraform ${args[0]}: ${said}`);
    return said;
  }

  public apply(...more: readonly string[]): Promise<string> {
    return this.must("apply", "-auto-approve", ...more);
  }

  /** What Terraform holds, by their addresses. */
  public async addresses(): Promise<readonly string[]> {
    return (await this.must("state", "list")).split("\n").filter(Boolean);
  }

  /** Those that the API server knows. */
  public async known(): Promise<readonly string[]> {
    const { objects } = await this.machines.cluster.state();
    return Object.values(objects)
      .filter(({ kind }) => kind === "Node")
      .map(({ metadata }) => metadata.name)
      .sort();
  }

  public async etcd(): Promise<readonly string[]> {
    const { members } = await this.machines.cluster.state();
    return members.map(
      ({ name, learner, running }) => `${name}${learner ? " learns" : ""}${running ? "" : " is away"}`,
    );
  }

  public root(name: string, command: string): Promise<string> {
    return this.machines.host(name).root(command);
  }

  /** What the stages of a host last told. */
  public async results(name: string): Promise<readonly Result[]> {
    const lines = await this.root(name, "cat /var/log/jangada/*.json");
    return lines
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Result);
  }

  /** What the authority's stack leaves, for the cluster's to read: the token is another one whenever the nodes are. */
  private writeAuthority(hosts: readonly HomeHost[]): void {
    const names = JSON.stringify(hosts);
    if (names === this.nodes) return;
    this.nodes = names;
    const { kubeconfig = "", "jangada-discovery.conf": made = "", ...files } = this.environment.secrets;
    const token = this.environment.token.replace(/^.{2}/, String(10 + this.tokens.length));
    this.tokens.push(token);
    const discovery = made.replace(this.environment.token, token);
    const part = (name: string): string =>
      Buffer.from(new RegExp(`${name}: "?([A-Za-z0-9+/=]+)`).exec(kubeconfig)?.[1] ?? "", "base64").toString();
    writeAuthorityState(this.folder, {
      certificateAuthority: Buffer.from(files["pki/ca.crt"] ?? "").toString("base64"),
      administratorCertificate: part("client-certificate-data"),
      administratorKey: part("client-key-data"),
      token,
      controlPlaneFiles: files,
      joinFiles: { "jangada-discovery.conf": discovery },
    });
  }
}
