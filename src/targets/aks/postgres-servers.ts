/**
 * Sizes and storage of Azure Database for PostgreSQL, Flexible Server. From hashicorp/terraform-provider-azurerm@69697b7 (2026-08-21),
 * internal/services/postgres/validate/flexible_server_sku_name.go and website/docs/r/postgresql_flexible_server.html.markdown; read 2026-11-25.
 */

/** By family, `*` for the number of virtual CPUs: the numbers that there are. Not by region. */
const SIZES: { readonly [family: string]: readonly number[] } = {
  "B_Standard_B*ms": [1, 2, 4, 8, 12, 16, 20],
  "B_Standard_B*s": [2],
  "GP_Standard_DC*ads_v5": [2, 4, 8, 16, 32, 48, 64, 96],
  "GP_Standard_D*ads_v5": [2, 4, 8, 16, 32, 48, 64, 96],
  "GP_Standard_D*ds_v4": [2, 4, 8, 16, 32, 48, 64],
  "GP_Standard_D*ds_v5": [2, 4, 8, 16, 32, 48, 64, 96],
  "GP_Standard_D*ds_v6": [2, 4, 8, 16, 32, 48, 64, 96],
  "GP_Standard_D*s_v3": [2, 4, 8, 16, 32, 48, 64],
  "MO_Standard_EC*ads_v5": [2, 4, 8, 16, 20, 32, 48, 64, 96],
  "MO_Standard_EC*as_v5": [2, 4, 8, 16, 20, 32, 48, 64, 96],
  "MO_Standard_E*ads_v5": [2, 4, 8, 16, 32, 48, 64, 96],
  "MO_Standard_E*ds_v4": [2, 4, 6, 8, 16, 20, 32, 48, 64],
  "MO_Standard_E*ds_v5": [2, 4, 8, 16, 20, 32, 48, 64, 96],
  "MO_Standard_E*ds_v6": [2, 4, 8, 16, 32, 48, 64, 96],
  "MO_Standard_E*s_v3": [2, 4, 8, 16, 20, 32, 48, 64],
};

let all: ReadonlySet<string> | undefined;

/** Every `sku_name` that there is: the tier (`B` burstable, `GP` general purpose, `MO` memory optimized) and the VM size. */
export function postgresSizes(): ReadonlySet<string> {
  all ??= new Set(
    Object.entries(SIZES).flatMap(([family, numbers]) => numbers.map((number) => family.replace("*", String(number)))),
  );
  return all;
}

/** Performance tiers by storage in MiB; the first is the default. */
export const STORAGE_TIERS: { readonly [storageMb: number]: readonly string[] } = {
  "32768": ["P4", "P6", "P10", "P15", "P20", "P30", "P40", "P50"],
  "65536": ["P6", "P10", "P15", "P20", "P30", "P40", "P50"],
  "131072": ["P10", "P15", "P20", "P30", "P40", "P50"],
  "262144": ["P15", "P20", "P30", "P40", "P50"],
  "524288": ["P20", "P30", "P40", "P50"],
  "1048576": ["P30", "P40", "P50"],
  "2097152": ["P40", "P50"],
  "4193280": ["P50"],
  "4194304": ["P50"],
  "8388608": ["P60", "P70"],
  "16777216": ["P70", "P80"],
  "33553408": ["P80"],
};
