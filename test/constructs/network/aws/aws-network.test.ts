import { Token } from "cdktf";
import { AwsNetwork } from "../../../../src/constructs/network/aws/aws-network";
import { INTERFACE_ENDPOINTS } from "../../../../src/constructs/network/aws/endpoints";
import { Network } from "../../../../src/constructs/network/contract";
import type { NetworkProps } from "../../../../src/constructs/network/props";
import { JangadaError } from "../../../../src/errors";
import { ACCOUNT, awsStack, REGION, Synthesized } from "../../aws-stack";

const ZONES = ["eu-west-1a", "eu-west-1b", "eu-west-1c"];
const PROPS: NetworkProps = {
  name: "dev",
  region: REGION,
  account: ACCOUNT,
  cidr: "10.0.0.0/16",
  aws: { zones: ZONES },
};

function synthesize(props: Partial<NetworkProps> = {}): Synthesized {
  const stack = awsStack();
  new AwsNetwork(stack, "network", { ...PROPS, ...props });
  return new Synthesized(stack);
}

function errorOf(act: () => unknown): JangadaError {
  try {
    act();
  } catch (error) {
    if (JangadaError.is(error)) return error;
    throw error;
  }
  throw new Error("Nothing was thrown.");
}

describe("AwsNetwork", () => {
  it("makes a subnet of each tier in each zone, keyed by zone", () => {
    const subnets = synthesize().resources("aws_subnet");
    expect(Object.keys(subnets).sort()).toEqual(
      ["data", "intra", "private", "public"].flatMap((tier) => ZONES.map((zone) => `network_${tier}_${zone}`)),
    );
    expect(subnets["network_private_eu-west-1c"]).toMatchObject({
      availability_zone: "eu-west-1c",
      cidr_block: "10.0.64.0/19",
    });
  });

  it("leaves every resource but the list of routing tables as it is when a zone is added at the head", () => {
    const few = synthesize({ nat: "single", aws: { zones: ["eu-west-1b", "eu-west-1c"], natZone: "eu-west-1b" } });
    const more = synthesize({
      nat: "single",
      aws: { zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"], natZone: "eu-west-1b" },
    });
    const changed = Object.entries(few.json["resource"] ?? {}).flatMap(([type, resources]) =>
      Object.entries(resources)
        .filter(([name, block]) => JSON.stringify(more.resources(type)[name]) !== JSON.stringify(block))
        .map(([name]) => `${type}.${name}`),
    );
    expect(changed).toEqual(["aws_vpc_endpoint.network_endpoints_s3"]);
  });

  it("says to load balancers and Karpenter which subnets are theirs", () => {
    const subnets = synthesize({ clusterName: "prod" }).resources("aws_subnet");
    expect(subnets["network_public_eu-west-1a"]?.["tags"]).toMatchObject({ "kubernetes.io/role/elb": "1" });
    expect(subnets["network_private_eu-west-1a"]?.["tags"]).toMatchObject({
      "kubernetes.io/role/internal-elb": "1",
      "karpenter.sh/discovery": "prod",
    });
  });

  it.each([
    ["none", 0, 0],
    ["single", 1, 3],
    ["per-zone", 3, 3],
  ] as const)("with nat %s makes %i gateways, and %i routes out of private subnets", (nat, gateways, routes) => {
    // Without a way out, services are reached by private endpoints.
    const synthesized = synthesize({ nat, privateEndpoints: nat === "none" });
    expect(Object.keys(synthesized.resources("aws_nat_gateway"))).toHaveLength(gateways);
    const out = Object.keys(synthesized.resources("aws_route")).filter((name) => name.startsWith("network_private_"));
    expect(out).toHaveLength(routes);
  });

  it("puts the only gateway where it is told", () => {
    const gateways = synthesize({ nat: "single", aws: { zones: ZONES, natZone: "eu-west-1b" } }).resources(
      "aws_nat_gateway",
    );
    expect(Object.keys(gateways)).toEqual(["network_nat_eu-west-1b"]);
  });

  it("gives data and intra subnets no way out", () => {
    const routes = Object.keys(synthesize().resources("aws_route"));
    expect(routes.filter((name) => /_(data|intra)_/.test(name))).toEqual([]);
  });

  it("leads traffic for S3 past NAT from every subnet that is not public", () => {
    const endpoint = synthesize().resource("aws_vpc_endpoint");
    expect(endpoint).toMatchObject({ vpc_endpoint_type: "Gateway", service_name: "com.amazonaws.eu-west-1.s3" });
    expect(endpoint["route_table_ids"]).toHaveLength(3 + 1 + 1);
  });

  it("reaches AWS by private endpoints where that is asked for", () => {
    const synthesized = synthesize({ privateEndpoints: true });
    const names = Object.values(synthesized.resources("aws_vpc_endpoint")).map((endpoint) => endpoint["service_name"]);
    expect(names).toEqual(
      expect.arrayContaining(INTERFACE_ENDPOINTS.map((service) => `com.amazonaws.eu-west-1.${service}`)),
    );
    expect(names).toContain("com.amazonaws.eu-west-1.eks-auth");
    expect(synthesized.resource("aws_vpc_security_group_ingress_rule")).toMatchObject({
      cidr_ipv4: "10.0.0.0/16",
      from_port: 443,
    });
  });

  it("makes nothing that needs another thing before it: gateways after the internet's, logs after their rights", () => {
    const synthesized = synthesize();
    for (const type of ["aws_nat_gateway", "aws_eip"]) {
      for (const resource of Object.values(synthesized.resources(type))) {
        expect(resource["depends_on"]).toEqual(["aws_internet_gateway.network_internet-gateway"]);
      }
    }
    expect(synthesized.resource("aws_flow_log")["depends_on"]).toEqual([
      "aws_iam_role_policy.network_flow-logs_role-policy",
    ]);
  });

  it("encrypts flow logs with the key that exists", () => {
    const encryptionKey = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/ours`;
    const synthesized = synthesize({ aws: { zones: ZONES, encryptionKey } });
    expect(synthesized.resources("aws_kms_key")).toEqual({});
    expect(synthesized.resource("aws_cloudwatch_log_group")).toMatchObject({ kms_key_id: encryptionKey });
  });

  it("publishes zones as literals and subnets by zone", () => {
    const network = new AwsNetwork(awsStack(), "network", { ...PROPS, aws: { zones: [...ZONES].reverse() } });
    expect(network.attributes.zones).toEqual(ZONES);
    expect(Object.keys(network.attributes.intraSubnets)).toEqual(ZONES);
    expect(network.subnets("data").map((subnet) => subnet.zone)).toEqual(ZONES);
    expect(network.node.defaultChild).toBe(network.vpc);
  });

  it("names every wrong prop at once, with the construct", () => {
    const { problems } = errorOf(
      () =>
        new AwsNetwork(awsStack(), "network", {
          ...PROPS,
          cidr: "10.0.0.0",
          account: "1",
          aws: { zones: ["eu-west-1z"] },
        }),
    );
    expect(problems.map((problem) => problem.place?.path)).toEqual(
      expect.arrayContaining(["cidr", "account", "aws.zones.0"]),
    );
    expect(problems[0]?.place?.construct).toBe("test/network");
  });

  it("refuses a token where subnets are planned from a value, and takes one for the account", () => {
    const token = Token.asString({ unresolved: true });
    expect(errorOf(() => new AwsNetwork(awsStack(), "network", { ...PROPS, cidr: token })).problems).toMatchObject([
      { code: "TOKEN_NOT_ALLOWED", place: { path: "cidr" } },
    ]);
    expect(errorOf(() => new AwsNetwork(awsStack(), "network", { ...PROPS, region: token })).problems).toMatchObject([
      { code: "TOKEN_NOT_ALLOWED", place: { path: "region" } },
    ]);
    expect(() => new AwsNetwork(awsStack(), "network", { ...PROPS, account: token })).not.toThrow();
  });

  it("refuses a gateway in a zone that the network does not have", () => {
    const { problems } = errorOf(
      () =>
        new AwsNetwork(awsStack(), "network", {
          ...PROPS,
          nat: "single",
          aws: { zones: ZONES, natZone: "eu-west-1f" },
        }),
    );
    expect(problems).toMatchObject([{ code: "NETWORK_NAT_ZONE", place: { path: "aws.natZone" } }]);
  });

  it("refuses what the section would refuse, by the same checks", () => {
    const refused = (props: Partial<NetworkProps>): readonly string[] =>
      errorOf(() => new AwsNetwork(awsStack(), "network", { ...PROPS, ...props })).problems.map(
        ({ code, place }) => `${code} ${place?.path}`,
      );
    expect(refused({ cidr: "10.0.0.0/8" })).toEqual(["NETWORK_CIDR_SIZE cidr"]);
    expect(refused({ nat: "none" })).toEqual(["NETWORK_NO_WAY_OUT nat"]);
    expect(refused({ aws: { zones: ["us-east-1a"] } })).toEqual(["ZONE_OF_OTHER_REGION aws.zones.0"]);
    expect(refused({ aws: {} })).toEqual(["NETWORK_NO_ZONES aws.zones"]);
    expect(refused({ zoneCount: 2 })).toEqual(["NETWORK_ZONE_COUNT zoneCount"]);
  });

  it("picks the region's first zones where only their number is said", () => {
    const network = new AwsNetwork(awsStack(), "network", { ...PROPS, zoneCount: 2, aws: {} });
    expect(network.zones).toEqual(["eu-west-1a", "eu-west-1b"]);
  });
});

describe("Network", () => {
  it("takes its implementation from the target", () => {
    const network = new Network(awsStack(), "network", PROPS);
    expect(network.implementation).toBeInstanceOf(AwsNetwork);
    expect(network.node.defaultChild).toBe((network.implementation as AwsNetwork).vpc);
    expect(network.zones).toEqual(ZONES);
  });

  it("adopts a network that its props name, and makes nothing", () => {
    const stack = awsStack();
    const subnet = "subnet-0123456789abcdef0";
    const existing = {
      networkId: "vpc-0123456789abcdef0",
      cidr: "10.9.0.0/16",
      subnets: { private: { "eu-west-1a": subnet } },
    };
    const network = new Network(stack, "network", { name: "dev", region: REGION, account: ACCOUNT, aws: { existing } });
    expect(network.cidr).toBe("10.9.0.0/16");
    expect(network.subnets("data")).toEqual([{ zone: "eu-west-1a", id: subnet }]);
    expect(new Synthesized(stack).json["resource"]).toBeUndefined();
    expect(
      errorOf(() => new AwsNetwork(awsStack(), "network", { ...PROPS, aws: { zones: ZONES, existing } })).problems,
    ).toMatchObject([{ code: "NETWORK_EXISTING_CONTRADICTION" }]);
  });

  it("adopts a network that exists, and makes nothing", () => {
    const stack = awsStack();
    const network = Network.fromExisting(stack, "network", {
      networkId: "vpc-0123456789abcdef0",
      cidr: "10.9.0.0/16",
      zones: ["eu-west-1a", "eu-west-1b"],
      publicSubnets: {},
      privateSubnets: { "eu-west-1b": "subnet-b", "eu-west-1a": "subnet-a" },
      dataSubnets: {},
      intraSubnets: {},
      details: {},
    });
    expect(network.subnets("private")).toEqual([
      { zone: "eu-west-1a", id: "subnet-a" },
      { zone: "eu-west-1b", id: "subnet-b" },
    ]);
    expect(network.subnets("public")).toEqual([]);
    expect(new Synthesized(stack).json["resource"]).toBeUndefined();
  });
});
