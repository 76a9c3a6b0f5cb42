/** What every storage account of the library has, whatever it keeps. */

/** How long a signed link may be good: what Azure gives one that a person or workload signs, anyway. */
const SIGNED_FOR = "07.00:00:00";

/**
 * @security CKV_AZURE_3 AZU-0008 HTTPS alone @security CKV_AZURE_44 AZU-0011 TLS 1.2
 * @security CKV_AZURE_190 CKV2_AZURE_47 no container can be made public
 * @security CKV_AZURE_244 no local users @security CKV2_AZURE_41 signed links end
 */
export const CLOSED_ACCOUNT = {
  minTlsVersion: "TLS1_2",
  httpsTrafficOnlyEnabled: true,
  allowNestedItemsToBePublic: false,
  crossTenantReplicationEnabled: false,
  infrastructureEncryptionEnabled: true,
  localUserEnabled: false,
  sasPolicy: { expirationPeriod: SIGNED_FOR, expirationAction: "Log" },
} as const;
