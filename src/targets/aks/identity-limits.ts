/** What an identity of Entra ID can have. */

/** Federated credentials, which name whose tokens it takes (learn.microsoft.com/entra/workload-id/workload-identity-federation-considerations). */
export const MOST_CREDENTIALS = 20;
