/** Versions and configuration, node by node: chains in which each waits for the one before it. Destroying one of these takes nothing away. */
import { Construct } from "constructs";
import type { Host } from "../../../../targets/kubeadm/host-section";
import { runOn } from "../../../kit/cdktf/provisioners";
import { TerraformData } from "../../../kit/cdktf/terraform-data";
import { nodeFiles } from "../node-files";
import type { HostGraph } from "./host-graph";
import { controlPlanesOf, letIn, type Members, placeIn, withSecrets } from "./members";
import { hashOf } from "./stage-scripts";

/** Control planes one after the other, then workers in as many lanes as may change at once, then the gate. @returns what is last */
export function convergeAll(graph: HostGraph, members: Members): readonly TerraformData[] {
  const made: TerraformData[] = [];
  let last: readonly TerraformData[] = members;
  if (!graph.isLeftOut("converge")) {
    const scope = new Construct(graph, "converge");
    const chain = (hosts: readonly Host[], after: readonly TerraformData[]): readonly TerraformData[] =>
      hosts.reduce<readonly TerraformData[]>((before, host) => {
        const one = converge(graph, scope, host, [...new Set([...members, ...before])]);
        made.push(one);
        return [one];
      }, after);
    const controlPlanes = chain(controlPlanesOf(graph), members);
    const workers = graph.present.filter(({ role }) => role === "worker");
    const lanes = Array.from({ length: graph.hosts.block.changeAtOnce }, (_, lane) =>
      workers.filter((_host, index) => index % graph.hosts.block.changeAtOnce === lane),
    ).filter((lane) => lane.length > 0);
    last = lanes.length === 0 ? controlPlanes : lanes.flatMap((lane) => chain(lane, controlPlanes));
  }
  const [first] = controlPlanesOf(graph);
  if (graph.isLeftOut("health") || !first) return last;
  return [gate(graph, first, [...members, ...made], last)];
}

function converge(graph: HostGraph, scope: Construct, host: Host, after: readonly TerraformData[]): TerraformData {
  const { settings, hosts, scripts } = graph;
  const files = nodeFiles({ host, block: hosts.block, settings, profile: hosts.profile, platform: hosts.platform });
  return new TerraformData(scope, host.name, {
    triggersReplace: {
      version: settings.version,
      configuration: hashOf(files.converged),
      // Their names: what they are stays out of plans. Workers read none.
      ...(host.role === "control-plane" ? { encryption_keys: hosts.block.encryptionKeys.join(",") } : {}),
      scripts: scripts.hashOf("converge"),
    },
    dependsOn: [...after],
    provisioners: [
      // What Terraform holds for joined may have been killed on its way: such a host joins now.
      ...(host.role === "worker" ? letIn(graph, host.name) : []),
      ...withSecrets(graph, { host, stage: "converge", place: placeIn(graph, host) }),
    ],
  });
}

/** Whether the cluster is well: whenever something of it was made anew. */
function gate(
  graph: HostGraph,
  host: Host,
  made: readonly TerraformData[],
  after: readonly TerraformData[],
): TerraformData {
  return new TerraformData(graph, "health", {
    triggersReplace: { made: `\${sha256(join(",", [${made.map((one) => one.made).join(", ")}]))}` },
    dependsOn: [...after],
    provisioners: [
      runOn({
        commands: ["bash .jangada/run.sh health"],
        connection: graph.reach(placeIn(graph, host), ".jangada/run-health.sh"),
      }),
    ],
  });
}
