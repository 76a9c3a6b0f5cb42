/** The secrets of a cluster, as the real Terraform makes them with the simulated tls and random. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type TerraformElement, TerraformOutput, TerraformStack, Testing } from "cdktf";
import type { Node } from "constructs";
import { logicalId } from "../../../../../infra/modules/logical-id";
import {
  ClusterSecrets,
  type ClusterSecretsProps,
} from "../../../../../src/constructs/k8s-cluster/kubeadm/secrets/cluster-secrets";
import { serve, type ServedProvider } from "../../../../../src/rehearsal/protocol/server";
import { Simulated } from "../../../../providers/support/simulated";
import { TerraformFolder } from "../../../../rehearsal/protocol/support/terraform";
import { Synthesized } from "../../../aws-stack";

class AddressedStack extends TerraformStack {
  protected override allocateLogicalId(element: TerraformElement | Node): string {
    const { scopes } = "node" in element ? element.node : element;
    return logicalId(scopes.slice(this.node.scopes.length).map(({ node }) => node.id));
  }
}

export function stackOf(more: Partial<ClusterSecretsProps> = {}): Synthesized {
  const stack = new AddressedStack(Testing.app(), "test");
  const secrets = new ClusterSecrets(stack, "secrets", {
    name: "dev",
    nodes: ["cp1", "w1"],
    endpoint: { host: "192.0.2.10", port: 6443 },
    protected: true,
    ...more,
  });
  const files = [
    ...secrets.controlPlaneFiles(),
    ...secrets.joinFiles(),
    { path: "kubeconfig", content: secrets.kubeconfig() },
  ];
  new TerraformOutput(stack, "files", {
    value: Object.fromEntries(files.map(({ path, content }) => [path, content])),
    sensitive: true,
  });
  return new Synthesized(stack);
}

/** To be closed. */
export class MadeSecrets {
  private constructor(
    public readonly folder: TerraformFolder,
    /** By their paths below `/etc/kubernetes`. */
    public readonly files: Readonly<Record<string, string>>,
    private readonly served: readonly ServedProvider[],
  ) {}

  public static async make(more: Partial<ClusterSecretsProps> = {}): Promise<MadeSecrets> {
    const served = await Promise.all((["tls", "random"] as const).map((name) => serve(new Simulated(name).handlers)));
    const folder = new TerraformFolder(served);
    const made = new MadeSecrets(folder, {}, served);
    made.write(stackOf(more));
    await folder.mustRun("init");
    return made.again(more);
  }

  /** Of the same state, by another configuration. */
  public async again(more: Partial<ClusterSecretsProps>): Promise<MadeSecrets> {
    const { folder, served } = this;
    this.write(stackOf(more));
    await folder.mustRun("apply", "-auto-approve");
    const { stdout } = await folder.mustRun("output", "-json", "files");
    return new MadeSecrets(folder, JSON.parse(stdout) as Record<string, string>, served);
  }

  public write({ json }: Synthesized): void {
    writeFileSync(join(this.folder.path, "main.tf.json"), JSON.stringify(json));
  }

  public async close(): Promise<void> {
    await Promise.all(this.served.map((provider) => provider.close()));
    this.folder.remove();
  }
}
