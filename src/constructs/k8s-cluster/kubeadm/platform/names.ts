/** Namespaces of what every pod on bare hosts needs. */
export const CALICO_OPERATOR_NAMESPACE = "tigera-operator";
/** Made by the operator, by this name (pkg/common of tigera/operator). */
export const CALICO_NAMESPACE = "calico-system";
export const METALLB_NAMESPACE = "metallb-system";
export const LOCAL_PATH_NAMESPACE = "local-path-storage";
export const LONGHORN_NAMESPACE = "longhorn-system";
export const SNAPSHOT_NAMESPACE = "snapshot-controller";

/** Where MetalLB's controller is asked whether a pool can be (its chart, templates/controller.yaml). */
export const METALLB_WEBHOOK_PORT = 9443;
/** Driver of Longhorn's volumes and snapshots. */
export const LONGHORN_DRIVER = "driver.longhorn.io";
