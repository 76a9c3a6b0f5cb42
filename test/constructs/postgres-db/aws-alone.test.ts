/** A stack with one database needs no provider but AWS's. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { PROGRAM_LIMIT } from "../../helpers/limits";

const ROOT = join(__dirname, "..", "..", "..");

/** Runs in a process of its own, since Jest has loaded other bindings already. */
const PROGRAM = `
const { App, TerraformStack } = require("cdktf");
const { Network, PostgresDb, Target } = require("./src/index.ts");
const { AwsTarget } = require("./infra/aws/target.ts");
const stack = new TerraformStack(new App(), "shop");
Target.use(stack, new AwsTarget());
const subnets = { "eu-west-1a": "subnet-1", "eu-west-1b": "subnet-2" };
const network = Network.fromExisting(stack, "network", {
  networkId: "vpc-1", cidr: "10.0.0.0/16", zones: Object.keys(subnets),
  publicSubnets: {}, privateSubnets: subnets, dataSubnets: subnets, intraSubnets: {}, details: {},
});
const db = new PostgresDb(stack, "orders", {
  name: "shop-orders", network, version: "17", region: "eu-west-1", account: "123456789012",
});
const providers = Object.keys(require.cache)
  .map((file) => /@cdktf[\\\\/](provider-[a-z]+)/.exec(file)?.[1])
  .filter(Boolean);
process.stdout.write(JSON.stringify({
  host: typeof db.host, child: db.node.defaultChild.terraformResourceType, providers: [...new Set(providers)],
}));
`;

test("given a database and an existing network, then the bindings of AWS alone are loaded", () => {
  const ran = spawnSync(process.execPath, ["-r", "./scripts/register.cjs", "-e", PROGRAM], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: PROGRAM_LIMIT,
  });
  expect(ran.stderr).toBe("");
  expect(JSON.parse(ran.stdout)).toEqual({ host: "string", child: "aws_db_instance", providers: ["provider-aws"] });
});
