/** EKS control planes. */
import { DEFAULT_MINOR } from "../../../catalog/kubernetes";
import { objectOf, type Value, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { firstOf, isTrue, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { removeClusterContents } from "../../simulated-cluster/clusters";
import { selfSignedCertificate } from "../../../rehearsal/x509/self-signed";
import { serviceLogGroup } from "../cloudwatch/simulated";
import { attributeOf, addCompanion, objectsInRealm, removeCompanion } from "../shared/lookups";
import { ec2Id, textFromDigest } from "../shared/naming";
import { apiError, actualProblems } from "../shared/refusal";
import { arnOf, withDefaults, patternedResource } from "../shared/patterned-resource";
import { locationOf, dnsSuffix } from "../shared/location";
import { refuseCluster } from "./cluster-checks";

const CREATED = "2026-01-01 00:00:00 +0000 UTC";

/** Where Services have their addresses if nobody says (docs.aws.amazon.com/eks/latest/APIReference). */
const SERVICE_CIDR = "172.20.0.0/16";

const groupIdOf = (context: BehaviourContext, cluster: string): string => ec2Id(context, "sg", "eks-cluster", cluster);

/** 32 hexadecimal digits: the name of the cluster's endpoint and of its issuer. */
const hostOf = (context: BehaviourContext, name: string): string =>
  context.digest("eks", context.realm, name).slice(0, 32).toUpperCase();

/** The certificate authority as EKS gives it: PEM, in base64. */
function authorityOf(context: BehaviourContext, name: string): string {
  const seed = context.digest("eks-ca", context.realm, name);
  return Buffer.from(selfSignedCertificate({ commonName: "kubernetes", seed }).pem).toString("base64");
}

export const cluster = patternedResource(
  {
    id: "{name}",
    arn: "eks:cluster/{name}",
    exists: { code: "ResourceInUseException", message: "Cluster already exists with name: {id}" },
    values: (context, state) => {
      const { region, partition } = locationOf(context, state);
      const name = String(state.name);
      const host = hostOf(context, name);
      return {
        endpoint: `https://${host}.gr7.${region}.eks.${dnsSuffix(partition)}`,
        certificate_authority: [objectOf([["data", authorityOf(context, name)]])],
        identity: [
          objectOf([
            ["oidc", [objectOf([["issuer", `https://oidc.eks.${region}.${dnsSuffix(partition)}/id/${host}`]])]],
          ]),
        ],
        // Only clusters on Outposts have one.
        cluster_id: "",
        created_at: CREATED,
        platform_version: "eks.5",
        status: "ACTIVE",
        version: DEFAULT_MINOR,
        ...blocksOf(context, state),
      };
    },
  },
  {
    // A cluster's own key can be added, never taken away.
    replace: (_context, planned, prior) =>
      objectsOf(prior.encryption_config).length > 0 && objectsOf(planned.encryption_config).length === 0
        ? ["encryption_config"]
        : [],
    refuse: refuseCluster,
    refuseDelete: (context, { id, attributes }) => {
      const start = `deleting EKS Cluster (${id})`;
      const attached = (type: string): boolean =>
        objectsInRealm(context, type).some((object) => object.attributes.cluster_name === id);
      return actualProblems(
        isTrue(attributes.deletion_protection) &&
          apiError(
            start,
            "InvalidRequestException",
            `Cluster deletion protection is enabled on cluster ${id}. Disable deletion protection before deleting it.`,
          ),
        attached("aws_eks_node_group") && apiError(start, "ResourceInUseException", "Cluster has nodegroups attached"),
        attached("aws_eks_fargate_profile") &&
          apiError(start, "ResourceInUseException", "Cluster has Fargate profiles attached"),
      );
    },
    created: (context, object) => {
      const { id, attributes } = object;
      const group = groupIdOf(context, id);
      addCompanion(context, "aws_security_group", group, {
        arn: arnOf(context, { id: group }, "ec2:security-group/{id}"),
        owner_id: locationOf(context).account,
        name: `eks-cluster-sg-${id}-${textFromDigest(context.digest("eks-sg", context.realm, id), 9, "0123456789")}`,
        name_prefix: "",
        description:
          "EKS created security group applied to ENI that is attached to EKS Control Plane master nodes, as well as any managed workloads.",
        vpc_id: firstOf(attributes.vpc_config)?.vpc_id ?? null,
        ingress: [],
        egress: [],
      });
      logGroupFor(context, object);
    },
    updated: logGroupFor,
    // With the control plane goes what has no life outside it.
    deleted: (context, { id, attributes }) => {
      removeClusterContents(context.world, textOf(attributes.endpoint) ?? "");
      removeCompanion(context, "aws_security_group", groupIdOf(context, id));
      for (const type of ["addon", "access_entry", "access_policy_association", "pod_identity_association"]) {
        for (const object of objectsInRealm(context, `aws_eks_${type}`)) {
          if (object.attributes.cluster_name === id) context.world.remove(object.type, object.id, object.realm);
        }
      }
    },
  },
);

/** A cluster that logs makes the group itself, if nobody did before; and nobody deletes that one. */
function logGroupFor(context: BehaviourContext, { id, attributes }: WorldObject): void {
  if (textsOf(attributes.enabled_cluster_log_types).length > 0) serviceLogGroup(context, `/aws/eks/${id}/cluster`);
}

/** What EKS fills in inside blocks. */
function blocksOf(context: BehaviourContext, state: ValueObject): { [name: string]: Value } {
  const vpc = firstOf(state.vpc_config);
  const isPublic = vpc?.endpoint_public_access !== false;
  const one = (name: string, values: { readonly [name: string]: Value }): Value =>
    objectsOf(state[name]).map((block) => withDefaults(block, values));
  return {
    vpc_config: one("vpc_config", {
      cluster_security_group_id: groupIdOf(context, String(state.name)),
      vpc_id: attributeOf(context, "aws_subnet", textsOf(vpc?.subnet_ids)[0], "vpc_id") ?? "",
      public_access_cidrs: isPublic ? ["0.0.0.0/0"] : [],
    }),
    kubernetes_network_config: one("kubernetes_network_config", {
      ip_family: "ipv4",
      service_ipv4_cidr: SERVICE_CIDR,
      service_ipv6_cidr: "",
    }),
    access_config: one("access_config", { authentication_mode: "CONFIG_MAP" }),
    upgrade_policy: one("upgrade_policy", { support_type: "EXTENDED" }),
  };
}
