/** What EKS refuses of a control plane. */
import type { Diagnostic } from "../../../rehearsal/protocol/handlers";
import type { Value, ValueObject } from "../../../rehearsal/protocol/value";
import type { BehaviourContext } from "../../../rehearsal/engine/behaviour";
import { firstOf, textOf, textsOf } from "../../../rehearsal/engine/attributes";
import { attributeOf } from "../shared/lookups";
import { apiError, actualProblems } from "../shared/refusal";

/** The oldest minor that EKS still makes clusters of; new ones come faster than this file (its release calendar). */
const OLDEST_MINOR = 29;

/** 34 of `1.34`; undefined for everything else. */
export function minorOf(version: Value | undefined): number | undefined {
  const match = /^1\.(\d{1,3})$/.exec(textOf(version) ?? "");
  return match ? Number(match[1]) : undefined;
}

export function refuseCluster(
  context: BehaviourContext,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const start = `${prior ? "updating" : "creating"} EKS Cluster (${textOf(state.name)})`;
  return [
    ...subnetProblems(context, start, state, prior),
    ...versionProblems(start, state, prior),
    ...accessProblems(start, state, prior),
    ...autoModeProblems(start, state),
  ];
}

/** The control plane stands in two zones at least, and never leaves those that it was made in. */
function subnetProblems(
  context: BehaviourContext,
  start: string,
  state: ValueObject,
  prior: ValueObject | null,
): readonly Diagnostic[] {
  const subnets = textsOf(firstOf(state.vpc_config)?.subnet_ids);
  const of = (attribute: string, ids: readonly string[]): readonly string[] =>
    [...new Set(ids.map((id) => attributeOf(context, "aws_subnet", id, attribute) ?? ""))].sort();
  const zones = of("availability_zone", subnets);
  const before = prior ? of("availability_zone", textsOf(firstOf(prior.vpc_config)?.subnet_ids)) : zones;
  const quoted = (names: readonly string[]): string => names.join(",");
  return actualProblems(
    zones.length < 2 &&
      apiError(start, "InvalidParameterException", "Subnets specified must be in at least two different AZs"),
    of("vpc_id", subnets).length > 1 &&
      apiError(start, "InvalidParameterException", "Subnets specified must belong to the same VPC."),
    quoted(before) !== quoted(zones) &&
      apiError(
        `${start} VPC config`,
        "InvalidParameterException",
        `Provided subnets belong to the AZs '${quoted(zones)}'. But they should belong to the exact set of AZs '${quoted(before)}' in which subnets were provided during cluster creation.`,
      ),
  );
}

/** One minor at a time, and never back. */
function versionProblems(start: string, state: ValueObject, prior: ValueObject | null): readonly Diagnostic[] {
  const [from, to] = [minorOf(prior?.version), minorOf(state.version)];
  return actualProblems(
    (to === undefined || to < OLDEST_MINOR) &&
      state.version !== prior?.version &&
      apiError(start, "InvalidParameterException", `unsupported Kubernetes version ${textOf(state.version)}`),
    from !== undefined &&
      to !== undefined &&
      (to < from || to > from + 1) &&
      apiError(
        `${start} version`,
        "InvalidParameterException",
        `Unsupported Kubernetes minor version update from ${textOf(prior?.version)} to ${textOf(state.version)}`,
      ),
  );
}

const MODES = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];

function accessProblems(start: string, state: ValueObject, prior: ValueObject | null): readonly Diagnostic[] {
  const vpc = firstOf(state.vpc_config);
  const closed = vpc?.endpoint_public_access === false && vpc.endpoint_private_access !== true;
  const mode = (of: ValueObject | null): number =>
    MODES.indexOf(textOf(firstOf(of?.access_config)?.authentication_mode) ?? "");
  return actualProblems(
    closed &&
      apiError(
        start,
        "InvalidParameterException",
        "Private and public endpoint access cannot be disabled at the same time.",
      ),
    prior !== null &&
      mode(state) >= 0 &&
      mode(state) < mode(prior) &&
      apiError(
        start,
        "InvalidParameterException",
        `Unsupported authentication mode update from ${MODES[mode(prior)]} to ${MODES[mode(state)]}`,
      ),
  );
}

/** Auto Mode is three switches that only turn together (the provider says so, before EKS does). */
function autoModeProblems(start: string, state: ValueObject): readonly Diagnostic[] {
  const network = firstOf(state.kubernetes_network_config);
  const switches = [
    firstOf(state.compute_config)?.enabled,
    firstOf(network?.elastic_load_balancing)?.enabled,
    firstOf(firstOf(state.storage_config)?.block_storage)?.enabled,
  ].map((value) => value === true);
  const agree = switches.every((on) => on === switches[0]);
  return actualProblems(
    !agree &&
      apiError(
        start,
        "InvalidParameterException",
        "compute_config.enabled, kubernetes_networking_config.elastic_load_balancing.enabled, and storage_config.block_storage.enabled must all be set to either true or false",
      ),
  );
}
