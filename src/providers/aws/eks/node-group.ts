/** Managed node groups and Fargate profiles. */
import { DEFAULT_MINOR, isSupportedMinor, kubernetesMinors } from "../../../catalog/kubernetes";
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import { objectOf, UNKNOWN, type ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import type { WorldObject } from "../../../rehearsal/world/world";
import { firstOf, isTrue, numberOf, objectsOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { templateOf } from "../ec2/launch-template";
import { attributeOf, findByAttribute, objectsInRealm } from "../shared/lookups";
import { uuid } from "../shared/naming";
import { doing, apiError, actualProblems } from "../shared/refusal";
import { arnOf, patternedResource } from "../shared/patterned-resource";
import { minorOf } from "./cluster-checks";

/** Graviton's instance types: a `g` behind the generation, `m7g`, `c6gn`; and the first of them, `a1`. */
const ARM = /^(a1|[a-z]+\d+g[a-z0-9-]*)\./;

const clusterOf = (context: BehaviourContext, state: ValueObject): WorldObject | undefined =>
  findByAttribute(context, "aws_eks_cluster", "name", state.cluster_name);

const releaseOf = (version: string): string =>
  isSupportedMinor(version) ? kubernetesMinors[version].nodeRelease : `${version}.0-20260714`;

export const nodeGroup = patternedResource(
  {
    name: "node_group_name",
    id: "{cluster_name}:{node_group_name}",
    exists: { code: "ResourceInUseException", message: "NodeGroup already exists with name {id}" },
    values: (context, state) => {
      const version = textOf(state.version) ?? textOf(clusterOf(context, state)?.attributes.version) ?? DEFAULT_MINOR;
      const name = textOf(state.node_group_name) ?? "";
      const id = uuid(context.digest("node-group", context.realm, String(state.id)));
      const template = templateOf(context, state.launch_template);
      const own = textOf(template?.attributes.instance_type);
      return {
        arn: arnOf(context, state, `eks:nodegroup/{cluster_name}/{node_group_name}/${id}`),
        version,
        release_version: releaseOf(version),
        ami_type: template?.attributes.image_id ? "CUSTOM" : "AL2023_x86_64_STANDARD",
        capacity_type: "ON_DEMAND",
        disk_size: template ? 0 : 20,
        instance_types: own ? [] : ["t3.medium"],
        status: "ACTIVE",
        resources: [
          objectOf([
            ["autoscaling_groups", [objectOf([["name", `eks-${name}-${id}`]])]],
            ["remote_access_security_group_id", ""],
          ]),
        ],
        launch_template: objectsOf(state.launch_template).map((block) =>
          objectOf([
            ...Object.entries(block),
            ["id", template?.id ?? ""],
            ["name", textOf(template?.attributes.name) ?? ""],
          ]),
        ),
      };
    },
  },
  {
    plan: (_context, planned, prior, config) => {
      if (prior && planned.version !== prior.version && config.release_version === null)
        planned.release_version = UNKNOWN;
    },
    refuse: (context, state, prior) => {
      const start = doing(prior, "EKS Node Group", textOf(state.id));
      return [
        ...scalingProblems(start, state),
        ...versionProblems(context, start, state, prior),
        ...templateProblems(context, start, state),
        ...placeProblems(context, start, state, prior),
      ];
    },
  },
);

const invalid = (start: string, message: string): Diagnostic => apiError(start, "InvalidParameterException", message);

function scalingProblems(start: string, state: ValueObject): readonly Diagnostic[] {
  const size = (name: string): number => numberOf(firstOf(state.scaling_config)?.[`${name}_size`]) ?? 0;
  const [min, desired, max] = [size("min"), size("desired"), size("max")];
  return actualProblems(
    min > desired && invalid(start, `Minimum capacity ${min} can't be greater than desired size ${desired}`),
    desired > max && invalid(start, `desired capacity ${desired} can't be greater than max size ${max}`),
  );
}

/** Nodes are never newer than the control plane. */
function versionProblems(
  context: BehaviourContext,
  start: string,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const [control, own, before] = [clusterOf(context, state)?.attributes.version, state.version, prior?.version].map(
    minorOf,
  );
  return actualProblems(
    control !== undefined &&
      own !== undefined &&
      own > control &&
      invalid(
        start,
        `Requested Nodegroup version ${textOf(state.version)} is newer than the cluster's version 1.${control}.`,
      ),
    before !== undefined &&
      own !== undefined &&
      own < before &&
      invalid(start, `Nodegroup Kubernetes version ${textOf(state.version)} is lower than the current 1.${before}.`),
  );
}

/** What the launch template says, the group may not say too; and its version must be there. */
function templateProblems(context: BehaviourContext, start: string, state: ValueObject): readonly Diagnostic[] {
  const template = templateOf(context, state.launch_template);
  const wrongImage = imageProblem(start, state);
  if (!template) return actualProblems(wrongImage);
  const version = textOf(firstOf(state.launch_template)?.version) ?? "";
  const latest = numberOf(template.attributes.latest_version) ?? 1;
  const there = version.startsWith("$") || (/^\d+$/.test(version) && Number(version) >= 1 && Number(version) <= latest);
  return actualProblems(
    wrongImage,
    !there && invalid(start, `Launch template version ${version} of ${template.id} does not exist.`),
    (numberOf(state.disk_size) ?? 0) > 0 && invalid(start, "Disk size must be specified within the launch template."),
    objectsOf(state.remote_access).length > 0 &&
      invalid(start, "Remote access configuration cannot be specified with a launch template."),
    Boolean(template.attributes.instance_type) &&
      textsOf(state.instance_types).length > 0 &&
      invalid(start, "Cannot specify instance types in launch template and API request"),
  );
}

function imageProblem(start: string, state: ValueObject): Diagnostic | undefined {
  const image = textOf(state.ami_type) ?? "";
  if (!/x86_64|ARM_64/.test(image)) return undefined;
  const arm = image.includes("ARM_64");
  const wrong = textsOf(state.instance_types).find((type) => ARM.test(type) !== arm);
  return wrong === undefined
    ? undefined
    : invalid(start, `[${wrong}] is not a valid instance type for requested amiType ${image}`);
}

/** Subnets must be in the cluster's VPC, and its VPC CNI add-on must be there before nodes can become ready. */
function placeProblems(
  context: BehaviourContext,
  start: string,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const cluster = clusterOf(context, state);
  const vpc = textOf(firstOf(cluster?.attributes.vpc_config)?.vpc_id);
  const outside = textsOf(state.subnet_ids).find((id) => {
    const own = attributeOf(context, "aws_subnet", id, "vpc_id");
    return own !== undefined && vpc !== undefined && own !== vpc;
  });
  const addons = objectsInRealm(context, "aws_eks_addon").filter(
    ({ attributes }) => attributes.cluster_name === state.cluster_name,
  );
  const bare =
    cluster?.attributes.bootstrap_self_managed_addons === false &&
    !isTrue(firstOf(cluster.attributes.compute_config)?.enabled) &&
    !addons.some(({ attributes }) => attributes.addon_name === "vpc-cni");
  return actualProblems(
    outside && invalid(start, `Subnet ${outside} is not in the cluster's VPC ${vpc}`),
    !prior &&
      bare && {
        severity: "error",
        summary: `waiting for EKS Node Group (${textOf(state.id)}) create: unexpected state 'CREATE_FAILED', wanted target 'ACTIVE'. last error: NodeCreationFailure: Unhealthy nodes in the kubernetes cluster`,
        detail:
          "The cluster was made without its own add-ons, and vpc-cni is not there: nodes have no network, and never become ready.",
      },
  );
}

export const fargateProfile = patternedResource(
  {
    name: "fargate_profile_name",
    id: "{cluster_name}:{fargate_profile_name}",
    exists: { code: "ResourceInUseException", message: "A Fargate Profile already exists with this name: {id}" },
    values: (context, state) => ({
      status: "ACTIVE",
      arn: arnOf(
        context,
        state,
        `eks:fargateprofile/{cluster_name}/{fargate_profile_name}/${uuid(context.digest("fargate", String(state.id)))}`,
      ),
    }),
  },
  {
    refuse: (context, state, prior) => {
      const start = doing(prior, "EKS Fargate Profile", textOf(state.id));
      const open = textsOf(state.subnet_ids).find((id) =>
        isTrue(findByAttribute(context, "aws_subnet", "id", id)?.attributes.map_public_ip_on_launch),
      );
      return actualProblems(
        open && invalid(start, `Subnet ${open} provided in Fargate Profile is not a private subnet`),
      );
    },
  },
);
