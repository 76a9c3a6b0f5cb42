/** The AWS command line: who is logged in, and how a client of a cluster gets its token. */
import type { ClientFacts, ExecLogin } from "../../model/target-facts";

/** A short-lived token, made anew by every client: none stands in a state or a kubeconfig. */
export function eksLogin(clusterName: string, region: string | undefined): ExecLogin {
  return {
    apiVersion: "client.authentication.k8s.io/v1beta1",
    command: "aws",
    args: ["eks", "get-token", "--cluster-name", clusterName, ...(region === undefined ? [] : ["--region", region])],
  };
}

export const awsClient: ClientFacts = {
  command: "aws",
  title: "AWS CLI",
  install: "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html",
  login: "aws sso login, or set AWS_PROFILE. In CI: let the job take on a role (OpenID Connect).",
  loginTo: () => "AWS_PROFILE=<profile>, or aws sso login",
  identity: {
    args: ["sts", "get-caller-identity", "--output", "json"],
    read: (answer) => {
      const { Account: account, Arn: name } = JSON.parse(answer) as { Account: string; Arn: string };
      return { account, name };
    },
  },
  clusterLogin: ({ clusterName, details }) => eksLogin(clusterName, details["region"]),
};
