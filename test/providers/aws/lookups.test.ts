/** What data sources find, and what they refuse to choose from. */
import { eksAddons } from "../../../src/catalog/eks-addons";
import { Aws, idOf, network } from "./support";

const database = (aws: Aws, identifier: string, team: string) =>
  aws.make("aws_db_instance", {
    identifier,
    engine: "postgres",
    engine_version: "17",
    instance_class: "db.t4g.medium",
    allocated_storage: 20,
    username: "owner",
    manage_master_user_password: true,
    tags: { team },
  });

describe("a look-up", () => {
  test("finds databases by their tags, and one by its name, in the words of the data source", async () => {
    const aws = await Aws.open();
    const orders = await database(aws, "orders", "shop");
    await database(aws, "ledger", "bank");

    expect(await aws.data("aws_db_instances", { tags: { team: "shop" } })).toMatchObject({
      instance_identifiers: ["orders"],
      instance_arns: [orders.arn],
    });
    expect(await aws.data("aws_db_instance", { db_instance_identifier: "orders" })).toMatchObject({
      db_instance_class: "db.t4g.medium",
      master_username: "owner",
      endpoint: orders.endpoint,
      master_user_secret: orders.master_user_secret,
    });
    await expect(aws.data("aws_db_instance", { db_instance_identifier: "gone" })).rejects.toThrow(
      "couldn't find resource",
    );
  });

  test("takes EC2's filters, with their wildcards, and does not choose between two", async () => {
    const aws = await Aws.open();
    const { vpc, subnetIds } = await network(aws);
    const filter = (name: string, ...values: string[]) => ({ filter: [{ name, values }] });

    expect((await aws.data("aws_subnets", filter("availability-zone", "*1b", "*1c"))).ids).toEqual(subnetIds.slice(1));
    expect((await aws.data("aws_subnets", filter("vpc-id", "vpc-0"))).ids).toEqual([]);
    expect(idOf(await aws.data("aws_subnet", filter("cidr-block", "10.0.2.0/24")))).toBe(subnetIds[2]);
    await expect(aws.data("aws_subnet", { vpc_id: vpc.id })).rejects.toThrow("multiple results matched");
    expect(idOf(await aws.data("aws_security_group", { vpc_id: vpc.id, name: "default" }))).toBe(
      vpc.default_security_group_id,
    );
  });

  test("takes the filters of zones", async () => {
    const aws = await Aws.open();

    const read = (name: string, value: string) =>
      aws.data("aws_availability_zones", { filter: [{ name, values: [value] }] });

    expect((await read("opt-in-status", "opt-in-not-required")).names).toEqual([
      "eu-west-1a",
      "eu-west-1b",
      "eu-west-1c",
    ]);
    expect((await read("zone-type", "local-zone")).names).toEqual([]);
    expect((await aws.data("aws_availability_zone", { name: "eu-west-1b" })).name_suffix).toBe("b");
  });

  test("tells the version of an add-on for a minor, as the catalog pins it", async () => {
    const aws = await Aws.open();

    const { version } = await aws.data("aws_eks_addon_version", { addon_name: "coredns", kubernetes_version: "1.35" });

    expect(version).toBe(eksAddons["1.35"].coredns);
  });

  test("finds a public zone unless a private one is asked for", async () => {
    const aws = await Aws.open();
    const { vpc } = await network(aws);
    const outside = await aws.make("aws_route53_zone", { name: "example.com" });
    const inside = await aws.make("aws_route53_zone", { name: "example.com", vpc: [{ vpc_id: vpc.id }] });

    expect((await aws.data("aws_route53_zone", { name: "example.com." })).zone_id).toBe(outside.id);
    expect((await aws.data("aws_route53_zone", { name: "example.com", private_zone: true })).zone_id).toBe(inside.id);
    await expect(aws.data("aws_route53_zone", { name: "other.com" })).rejects.toThrow(
      "no matching Route 53 Hosted Zone",
    );
  });

  test("finds a key by its id, its ARN and its alias", async () => {
    const aws = await Aws.open();
    const key = await aws.make("aws_kms_key", {});
    await aws.make("aws_kms_alias", { name: "alias/dev", target_key_id: key.key_id });

    for (const named of [key.key_id, key.arn, "alias/dev"]) {
      expect((await aws.data("aws_kms_key", { key_id: named })).arn).toBe(key.arn);
    }
    await expect(aws.data("aws_kms_key", { key_id: "alias/other" })).rejects.toThrow("NotFoundException");
  });

  test("reads the text of a secret by its name", async () => {
    const aws = await Aws.open();
    const secret = await aws.make("aws_secretsmanager_secret", { name: "orders" });
    await aws.make("aws_secretsmanager_secret_version", { secret_id: secret.id, secret_string: "opensesame" });

    expect((await aws.data("aws_secretsmanager_secret_version", { secret_id: "orders" })).secret_string).toBe(
      "opensesame",
    );
  });
});
