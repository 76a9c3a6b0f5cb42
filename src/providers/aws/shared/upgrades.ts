/** What the provider's upgraders of older state do beyond the form of a value. */
import type { ResourceBehaviour } from "../../../rehearsal/engine/behaviour";

type Upgrade = NonNullable<ResourceBehaviour["upgrade"]>;

export const upgrades: { readonly [type: string]: Upgrade } = {
  // Clusters had the add-ons of EKS before there was a choice.
  aws_eks_cluster: (state) => ({ bootstrap_self_managed_addons: true, ...state }),
  // Before version 2 an instance was known by its identifier, which may change.
  aws_db_instance: (state, version) => ({
    ...(version < 1 ? { delete_automated_backups: true } : {}),
    ...state,
    id: state.resource_id ?? state.id,
  }),
  aws_cloudwatch_event_target: (state) => ({ event_bus_name: "default", ...state }),
};
