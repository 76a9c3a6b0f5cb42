/** The day on which the table below was read. */
export const AKS_VERSIONS_AS_OF = "2026-11-25";

/**
 * Kubernetes minors of AKS: generally available from, until when supported, and until when in the long-term support of the Premium tier.
 * From endoflife-date/endoflife.date@a70eca3 (2026-08-22), products/azure-kubernetes-service.md, drawn from
 * learn.microsoft.com/azure/aks/supported-kubernetes-versions; read 2026-11-25.
 */
export const AKS_VERSIONS: {
  readonly [minor: string]: {
    readonly released: string;
    readonly endOfLife: string;
    readonly endOfLongTermSupport: string;
  };
} = {
  "1.28": {
    released: "2023-11-07",
    endOfLife: "2025-01-31",
    endOfLongTermSupport: "2026-02-28",
  },
  "1.29": {
    released: "2024-03-18",
    endOfLife: "2025-03-31",
    endOfLongTermSupport: "2026-04-30",
  },
  "1.30": {
    released: "2024-08-05",
    endOfLife: "2025-08-22",
    endOfLongTermSupport: "2026-07-31",
  },
  "1.31": {
    released: "2024-10-25",
    endOfLife: "2025-11-01",
    endOfLongTermSupport: "2026-11-30",
  },
  "1.32": {
    released: "2025-04-06",
    endOfLife: "2026-03-31",
    endOfLongTermSupport: "2027-03-31",
  },
  "1.33": {
    released: "2025-06-17",
    endOfLife: "2026-07-31",
    endOfLongTermSupport: "2027-07-31",
  },
  "1.34": {
    released: "2026-01-04",
    endOfLife: "2026-11-30",
    endOfLongTermSupport: "2027-11-30",
  },
  "1.35": {
    released: "2026-03-05",
    endOfLife: "2027-03-31",
    endOfLongTermSupport: "2028-03-31",
  },
  "1.36": {
    released: "2026-06-30",
    endOfLife: "2027-06-30",
    endOfLongTermSupport: "2028-06-30",
  },
};
