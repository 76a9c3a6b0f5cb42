/** Servers of PostgreSQL in the cluster, which rehearsals deploy on each target. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { CustomResource } from "./crd";
import type { RehearsedProject } from "./project";
import { releasesOf } from "./releases";

export const ORDERS = {
  name: "orders",
  runs: "in-cluster",
  highAvailability: true,
  services: ["orders", "billing"],
  inCluster: { pooler: { mode: "session" } },
};

/** Of the backups of that one. */
export const RESTORED = {
  name: "orders-before",
  runs: "in-cluster",
  highAvailability: false,
  services: ["orders", "billing"],
  restore: { from: "orders", latest: true },
};

/** Terraform's addresses of what is the same on every target: an interface, as those of `test/golden` are. */
export const SHARED_ADDRESSES: readonly string[] = [
  "helm_release.databases_Operators_operator",
  "helm_release.databases_Operators_plugin",
  "helm_release.databases_Operators_protection",
  "helm_release.databases_Operators_shared",
  "helm_release.databases_orders",
  "helm_release.databases_orders_administrator_delivered",
  "helm_release.databases_orders_administrator_generated",
  "helm_release.databases_orders_services_authority_billing",
  "helm_release.databases_orders_services_authority_orders",
  "helm_release.databases_orders_services_services_billing_current",
  "helm_release.databases_orders_services_services_billing_delivered",
  "helm_release.databases_orders_services_services_billing_generated",
  "helm_release.databases_orders_services_services_orders_current",
  "helm_release.databases_orders_services_services_orders_delivered",
  "helm_release.databases_orders_services_services_orders_generated",
  "kubernetes_cluster_role_binding_v1.databases_Operators_plugin-rights_stores-binding",
  "kubernetes_cluster_role_v1.databases_Operators_plugin-rights_stores",
  "kubernetes_config_map_v1.databases_orders_services_files",
  "kubernetes_config_map_v1.databases_orders_services_revision",
  "kubernetes_job_v1.databases_orders_services",
  "kubernetes_namespace_v1.databases_Operators_namespace",
  "kubernetes_network_policy_v1.databases_Operators_guard",
  "kubernetes_network_policy_v1.databases_orders_guard",
  "kubernetes_role_binding_v1.databases_Operators_plugin-rights_binding",
  "kubernetes_role_v1.databases_Operators_plugin-rights",
];

/** The addresses that come from `databases`, in all stacks of the environment. */
export async function addressesOf(project: RehearsedProject, environment: string): Promise<readonly string[]> {
  const addresses = (await project.synth(environment)).flatMap(({ folder }) => {
    const text = readFileSync(join(folder, "cdk.tf.json"), "utf8");
    const { resource = {} } = JSON.parse(text) as { resource?: Readonly<Record<string, object>> };
    return Object.entries(resource).flatMap(([type, named]) => Object.keys(named).map((name) => `${type}.${name}`));
  });
  return addresses.filter((address) => address.includes(".databases_")).sort();
}

/** What releases hand to the cluster as objects. */
export async function objectsOf(project: RehearsedProject, environment: string): Promise<readonly CustomResource[]> {
  return (await releasesOf(project, environment)).flatMap(
    ({ values }) => (values["objects"] ?? []) as readonly CustomResource[],
  );
}
