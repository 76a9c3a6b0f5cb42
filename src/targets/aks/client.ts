/** The Azure command line, and kubelogin, by which clients of a cluster get their token. */
import type { ClientFacts, ExecLogin } from "../../model/target-facts";

/** The application of all AKS clusters that Entra ID guards (azure.github.io/kubelogin/concepts/aks.html). */
const AKS_SERVER = "6dae42f8-4368-4678-94ff-3960e28e3630";

/**
 * A short-lived token, made anew by every client: none stands in a state or a kubeconfig. It is taken of whoever is logged in at the
 * Azure CLI; a job's own identity by `AAD_LOGIN_METHOD=workloadidentity`, which goes before the argument.
 */
export function aksLogin(tenant: string | undefined): ExecLogin {
  return {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "kubelogin",
    args: [
      "get-token",
      "--login",
      "azurecli",
      "--server-id",
      AKS_SERVER,
      ...(tenant === undefined ? [] : ["--tenant-id", tenant]),
    ],
  };
}

export const azureClient: ClientFacts = {
  command: "az",
  title: "Azure CLI",
  install: "https://learn.microsoft.com/cli/azure/install-azure-cli, then az aks install-cli for kubelogin",
  login: "az login. In CI: federate the job with an identity (OpenID Connect), ARM_USE_OIDC=true.",
  loginTo: (subscription) => `az login, then az account set --subscription ${subscription}`,
  identity: {
    args: ["account", "show", "--output", "json"],
    read: (answer) => {
      const { id, tenantId, user } = JSON.parse(answer) as { id: string; tenantId: string; user: { name: string } };
      return { account: id, accountDetails: { tenant: tenantId }, name: user.name };
    },
  },
  clusterLogin: ({ details }) => aksLogin(details["tenant"]),
};
