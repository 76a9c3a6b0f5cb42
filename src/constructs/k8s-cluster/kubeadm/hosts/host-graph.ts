/**
 * The hosts as Terraform's resources. Each stage is one block over all hosts by name, so that a host that leaves the list is told (a whole block that
 * vanishes tells nobody), and what makes a member shares no resource with what changes of it: a version that rises replaces nobody.
 */
import { AssetType, Fn, TerraformAsset, TerraformLocal, type TerraformResource } from "cdktf";
import { Construct } from "constructs";
import { UNVERIFIED } from "../../../../targets/kubeadm/host-key";
import type { Host } from "../../../../targets/kubeadm/host-section";
import { literalText } from "../../../kit/cdktf/literal-text";
import { type Connection, copyTo, runOn, writeTo } from "../../../kit/cdktf/provisioners";
import { TerraformData } from "../../../kit/cdktf/terraform-data";
import type { ClusterHosts } from "../../props";
import type { ClusterSettings } from "../config";
import { nodeFiles } from "../node-files";
import { adminRanges } from "../stage-settings";
import { bundle } from "./bundle";
import { convergeAll } from "./converge";
import { identityOf } from "./identity";
import { makeMembers } from "./members";
import { connectionTo, placeOf, sshVariable } from "./ssh";
import { scriptsFolder, StageScripts } from "./stage-scripts";

/** What is done on every host before there is a cluster, in this order. */
const OF_EVERY_HOST = ["prerequisites", "essentials", "hardening", "network", "firewall", "containerd"] as const;

export interface HostGraphProps {
  /** The block of the file, and what the cluster is known by. */
  readonly hosts: ClusterHosts;
  /** What its configurations are made from. */
  readonly settings: ClusterSettings;
}

export class HostGraph extends Construct {
  /** Those that are to be there, by name. */
  public readonly present: readonly Host[];
  public readonly scripts = new StageScripts();
  /** Terraform's expression of all of them, by name. */
  public readonly all: string;
  /** Terraform's expression of which cluster it is: what its authority's certificate comes to. */
  public readonly identity: string;
  /** What is to be done before a host can become a member. */
  public readonly prepared: TerraformData;
  /** After all else: depend on it. */
  public readonly ready: readonly TerraformResource[];
  public readonly hosts: ClusterHosts;
  public readonly settings: ClusterSettings;

  constructor(scope: Construct, id: string, { hosts, settings }: HostGraphProps) {
    super(scope, id);
    this.hosts = hosts;
    this.settings = settings;
    this.present = hosts.block.hosts
      .filter(({ state }) => state === "present")
      .sort((one, other) => (one.name < other.name ? -1 : 1));
    sshVariable(this);
    const local = new TerraformLocal(
      this,
      "hosts",
      Object.fromEntries(this.present.map((host) => [host.name, this.about(host)])),
    );
    this.all = `local.${local.friendlyUniqueId}`;
    const identity = Fn.sha256(Fn.base64decode(hosts.authority.certificateAuthority));
    this.identity = `local.${new TerraformLocal(this, "identity", identity).friendlyUniqueId}`;
    this.prepared = this.prepare();
    const members = makeMembers(this);
    this.ready = convergeAll(this, members);
  }

  /** Whether the file leaves a stage to somebody else. */
  public isLeftOut(stage: keyof ClusterHosts["block"]["stages"]): boolean {
    return this.hosts.block.stages[stage] === false;
  }

  /** @param place an expression, such as `each.value.place` */
  public reach(place: string, script: string, seconds = this.hosts.block.connectTimeout): Connection {
    return connectionTo(place, script, seconds);
  }

  /** What of a host the resources are made of. Whatever is in it is shown in plans: nothing secret. */
  private about(host: Host) {
    const { block, profile, platform } = this.hosts;
    const files = nodeFiles({ host, block, settings: this.settings, profile, platform });
    const config = Object.fromEntries(Object.entries(files.config).map(([name, text]) => [`config/${name}`, text]));
    return {
      role: host.role,
      node: host.nodeAddress ?? host.address,
      identity: identityOf(host),
      place: placeOf(host, { block, scope: this }),
      // A rehearsal reaches hosts by a key of its own: that the file has none must be seen there, too.
      verified: host.hostKey !== UNVERIFIED,
      settings: literalText(files.settings),
      config: bundle(config),
      stages: Object.fromEntries(
        OF_EVERY_HOST.map((stage) => [stage, this.scripts.settingsHash(stage, files.settings)]),
      ),
    };
  }

  private prepare(): TerraformData {
    const of = (script: string): Connection => this.reach("each.value.place", script);
    // By it the node of another cluster is told.
    const settings = `format("%sCA_SHA256='%s'\\n", each.value.settings, ${this.identity})`;
    let last: TerraformData = this.stage("files", {
      input: { verified: "${each.value.verified}" },
      triggers: { scripts: this.scripts.hash, files: '${sha256(join("", [each.value.settings, each.value.config]))}' },
      provisioners: [
        runOn({
          // The first that a host ever gets: its folder is not there yet, and Terraform makes its scripts writable for all.
          commands: [
            "umask 077",
            // Of a machine that was made anew, the one before it may have been asked to leave: what was put into a folder that is not there became a file.
            "find . -maxdepth 1 -name .jangada -type f -delete",
            "mkdir -p .jangada",
            "chmod 0700 .jangada",
            "rm -rf .jangada/stages .jangada/arguments .jangada/lib .jangada/programs .jangada/config",
            'rm -f -- "$0"',
          ],
          connection: of("./.jangada-begin.sh"),
        }),
        copyTo({ folder: this.asset(), destination: ".jangada", connection: of(".jangada/upload.sh") }),
        writeTo({
          text: `\${each.value.config}settings.sh \${base64encode(${settings})}\n`,
          destination: ".jangada/files.bundle",
          connection: of(".jangada/upload.sh"),
        }),
        runOn({
          commands: ["bash .jangada/unpack.sh .jangada/files.bundle .jangada"],
          connection: of(".jangada/unpack-files.sh"),
        }),
      ],
    });
    for (const stage of OF_EVERY_HOST) {
      if (this.isLeftOut(stage)) continue;
      const run = runOn({ commands: [`bash .jangada/run.sh ${stage}`], connection: of(`.jangada/run-${stage}.sh`) });
      last = this.stage(stage, {
        // Of its settings a plan shows a hash: whom it lets in must be seen.
        ...(stage === "firewall" ? { input: { reached_from: adminRanges(this.hosts.block) } } : {}),
        triggers: { scripts: this.scripts.hashOf(stage), settings: `\${each.value.stages["${stage}"]}` },
        // A provisioner is a connection: the second one proves that the first has not locked anybody out, and finds nothing to do.
        provisioners: stage === "firewall" ? [run, run] : [run],
        after: [last],
      });
    }
    return last;
  }

  private stage(
    id: string,
    {
      input,
      triggers,
      provisioners,
      after = [],
    }: {
      /** What plans and reviews are to show; it runs nothing. */
      readonly input?: Readonly<Record<string, unknown>>;
      readonly triggers: Readonly<Record<string, string>>;
      readonly provisioners: NonNullable<ConstructorParameters<typeof TerraformData>[2]>["provisioners"];
      readonly after?: readonly TerraformResource[];
    },
  ): TerraformData {
    return new TerraformData(this, id, {
      forEach: this.all,
      ...(input ? { input } : {}),
      triggersReplace: { host: "${each.value.identity}", ...triggers },
      dependsOn: [...after],
      ...(provisioners ? { provisioners } : {}),
    });
  }

  private asset(): string {
    const asset = new TerraformAsset(this, "scripts", { path: scriptsFolder(), type: AssetType.DIRECTORY });
    return `\${path.module}/${asset.path}`;
  }
}
