/** An environment in a network and a cluster that exist, which are another environment's here. */
import { parseDocument } from "yaml";
import { byAction, DEV, expectAllOk, RehearsedProject } from "../helpers/project";

const base = parseDocument(DEV).toJS() as Record<string, object>;

interface Outputs {
  readonly network: { readonly value: Record<string, Record<string, string>> };
  readonly "k8s-cluster_cluster": { readonly value: { details: Record<string, string> } & Record<string, string> };
}

describe("given a network and a cluster that exist", () => {
  let project: RehearsedProject;
  let privateSubnets: readonly string[];

  beforeAll(async () => {
    project = await RehearsedProject.open({ dev: DEV });
    expectAllOk(await project.deploy("dev", ["dev-network", "dev-cluster"]));
    const outputs = await outputsOf("dev-network", "dev-cluster");
    const network = outputs.network.value;
    privateSubnets = Object.values(network["privateSubnets"] ?? {});
    const cluster = outputs["k8s-cluster_cluster"].value;
    project.write(
      "qa",
      JSON.stringify({
        ...base,
        name: "qa",
        network: {
          aws: {
            existing: {
              networkId: network["networkId"],
              cidr: network["cidr"],
              subnets: { public: network["publicSubnets"], private: network["privateSubnets"] },
            },
          },
        },
        cluster: {
          version: cluster["version"],
          aws: {
            existing: {
              name: cluster["clusterName"],
              endpoint: cluster["endpoint"],
              certificateAuthority: cluster["certificateAuthority"],
              securityGroupId: cluster.details["securityGroupId"],
              nodeRoleName: cluster.details["nodeRoleName"],
            },
          },
        },
      }),
    );
  });
  afterAll(() => project.close());

  async function outputsOf(...stacks: readonly string[]): Promise<Outputs> {
    const all = (await project.synth("dev")).filter((stack) => stacks.includes(stack.name));
    const outputs = await Promise.all(all.map((stack) => project.terraform(stack, "output", "-json")));
    return Object.assign({}, ...outputs.map(({ stdout }) => JSON.parse(stdout) as object)) as Outputs;
  }

  test("an environment in them makes neither, and everything else", async () => {
    const runs = await project.deploy("qa");

    expectAllOk(runs);
    const { create = [] } = byAction(runs);
    expect(
      create.filter((address) => /^aws_(vpc|subnet|nat_gateway|eks_cluster|eks_node_group)\./.test(address)),
    ).toEqual([]);
    expect(create).toEqual(
      expect.arrayContaining(["aws_db_instance.databases_orders", "helm_release.ingress"].map(anyLike)),
    );
  });

  test("its databases stand in the private subnets, since there are none for data", async () => {
    const stack = (await project.synth("qa")).find(({ name }) => name === "qa-data");
    const shown = stack && (await project.terraform(stack, "show", "-json"));
    const state = JSON.parse(shown?.stdout ?? "{}") as {
      values: { root_module: { resources: { type: string; values: { subnet_ids: string[] } }[] } };
    };
    const group = state.values.root_module.resources.find(({ type }) => type === "aws_db_subnet_group");
    expect(group?.values.subnet_ids.sort()).toEqual([...privateSubnets].sort());
    expect(privateSubnets).toHaveLength(2);
  });
});

/** The address itself, or one below it. */
function anyLike(address: string): unknown {
  return expect.stringMatching(new RegExp(`^${address.replaceAll(".", "\\.")}(_|$)`));
}
