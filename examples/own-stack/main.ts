// A stack of your own with one construct of Jangada's: a PostgreSQL server, on a network that exists already.
import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformOutput, TerraformStack } from "cdktf";
import { Network, PostgresDb, Target } from "jangada";
import { AwsTarget } from "jangada/aws";

const region = "eu-west-1";
const account = "123456789012";

const app = new App();
const stack = new TerraformStack(app, "shop");
new AwsProvider(stack, "aws", { region, allowedAccountIds: [account] });
// Everything below takes its implementation from here.
Target.use(stack, new AwsTarget());

const network = Network.fromExisting(stack, "network", {
  networkId: "vpc-0a1b2c3d4e5f60718",
  cidr: "10.20.0.0/16",
  zones: ["eu-west-1a", "eu-west-1b"],
  publicSubnets: {},
  privateSubnets: { "eu-west-1a": "subnet-0a1b2c3d4e5f60711", "eu-west-1b": "subnet-0a1b2c3d4e5f60712" },
  dataSubnets: { "eu-west-1a": "subnet-0a1b2c3d4e5f60713", "eu-west-1b": "subnet-0a1b2c3d4e5f60714" },
  intraSubnets: {},
  details: {},
});

const orders = new PostgresDb(stack, "orders", {
  name: "shop-orders",
  version: "17",
  size: "small",
  region,
  account,
  network,
});

new TerraformOutput(stack, "host", { value: orders.host });

app.synth();
