/** What an environment file names that exists in AWS already, as objects of the simulated account. */
import { formatRange, parseIpv4Range, subRange } from "../../../model/cidr";
import type { ExistingObject, ExistingObjects } from "../../../model/existing";
import { EXISTING } from "../../../rehearsal/world/existing-mark";
import { objectOf, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext, ProviderBehaviour } from "../../../rehearsal/engine/behaviour";
import { contextOf, realmOf } from "../../../rehearsal/engine/object-identity";
import type { World } from "../../../rehearsal/world/world";
import { existingBackup } from "../rds/existing";
import { arn, locationOf, globalArn } from "./location";

type Attributes = Readonly<Record<string, Value>>;
type Put = (type: string, id: string, attributes: Attributes) => void;

/** Things of other clouds are none of its business. What is in the world already stays as it is. */
export function addExistingAws(provider: ProviderBehaviour, world: World, existing: ExistingObjects): void {
  if (existing.target !== "eks") return;
  const network = existing.things.find((thing) => thing.kind === "network");
  for (const thing of existing.things) addExisting(provider, world, existing, thing, network?.id);
}

function addExisting(
  provider: ProviderBehaviour,
  world: World,
  existing: ExistingObjects,
  thing: ExistingObject,
  vpc: string | undefined,
): void {
  const { account, region } = existing;
  const session = {
    id: "existing",
    config: objectOf([
      ["region", region],
      ["allowed_account_ids", [account]],
    ]),
  };
  const context = (type: string): BehaviourContext =>
    contextOf(world, session, type, realmOf(provider, session, type, objectOf([["region", region]])));
  const put: Put = (type, id, given) => {
    const typeContext = context(type);
    if (world.get(type, id, typeContext.realm)) return;
    const configured = objectOf([
      ["id", id],
      ["region", region],
      ["tags", null],
      ["tags_all", objectOf()],
      ...Object.entries(given),
    ]);
    const attributes = {
      ...computedValues(provider, typeContext, configured),
      ...configured,
      [EXISTING]: true,
    } as ValueObject;
    world.put({ type, id, realm: typeContext.realm, attributes, createdAt: new Date().toISOString() });
  };
  switch (thing.kind) {
    case "encryption-key":
      // It may be another account's, lent to this one: what counts is that it can be used from here.
      put("aws_kms_key", thing.id.split("/").at(-1) ?? thing.id, {
        arn: thing.id,
        enable_key_rotation: true,
        is_enabled: true,
        key_usage: "ENCRYPT_DECRYPT",
        customer_master_key_spec: "SYMMETRIC_DEFAULT",
      });
      return;
    case "database-backup": {
      const { type, id, attributes } = existingBackup(thing);
      put(type, id, attributes);
      return;
    }
    case "dns-zone":
      put("aws_route53_zone", thing.id, { name: thing.name, zone_id: thing.id, vpc: [], comment: "" });
      return;
    case "network":
      put("aws_vpc", thing.id, { cidr_block: thing.cidr, enable_dns_support: true, enable_dns_hostnames: true });
      subnetRanges(thing.cidr, thing.subnets.length).forEach((cidr, index) => {
        const { id, zone } = thing.subnets[index] as { id: string; zone: string };
        put("aws_subnet", id, { vpc_id: thing.id, cidr_block: cidr, availability_zone: zone });
      });
      return;
    case "cluster":
      addExistingCluster(put, thing, context("aws_eks_cluster"), vpc ?? null);
  }
}

/** What the type itself would compute of a new object with these attributes. */
function computedValues(provider: ProviderBehaviour, context: BehaviourContext, state: ValueObject): ValueObject {
  const typeValues = provider.resource(context.type)?.computed?.(context, state, null) ?? {};
  return objectOf(Object.entries({ ...provider.computedAll?.(context, state, null), ...typeValues }));
}

function addExistingCluster(
  put: Put,
  thing: Extract<ExistingObject, { kind: "cluster" }>,
  context: BehaviourContext,
  vpc: string | null,
): void {
  const location = locationOf(context);
  const { name, version, endpoint, certificateAuthority, securityGroupId, nodeRoleName } = thing;
  put("aws_iam_role", nodeRoleName, {
    name: nodeRoleName,
    arn: globalArn(location, "iam", `role/${nodeRoleName}`),
    path: "/",
    assume_role_policy: NODE_TRUST,
  });
  put("aws_security_group", securityGroupId, {
    name: `eks-cluster-sg-${name}`,
    vpc_id: vpc,
    description: "EKS created security group",
    ingress: [],
    egress: [],
  });
  put("aws_eks_cluster", name, {
    name,
    version,
    endpoint,
    certificate_authority: [objectOf([["data", certificateAuthority]])],
    vpc_config: [
      objectOf([
        ["cluster_security_group_id", securityGroupId],
        ["vpc_id", vpc],
      ]),
    ],
    arn: arn(location, "eks", `cluster/${name}`),
  });
  // The file's own words demand it: pods get their identities by it.
  put("aws_eks_addon", `${name}:eks-pod-identity-agent`, { cluster_name: name, addon_name: "eks-pod-identity-agent" });
}

const NODE_TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

/** The file does not say which ranges the subnets have: equal parts of the network's, one after the other. */
function subnetRanges(cidr: string, count: number): readonly string[] {
  const range = parseIpv4Range(cidr);
  if (!range) return [];
  const bits = Math.ceil(Math.log2(Math.max(count, 1)));
  return Array.from({ length: count }, (_, index) => formatRange(subRange(range, bits, index)));
}
