/** Checks of the way to the cloud: credentials, the account, hosts that deployments need. */
import * as net from "node:net";
import type { Environment } from "../../environment/environment";
import { run } from "../process";
import { hostThrough } from "./proxy";
import { failed, type Finding, ok, unchecked } from "./finding";

/** Whose credentials are at hand, and whether they are of the account that each environment file names. */
export async function checkCredentials(environments: readonly Environment[]): Promise<readonly Finding[]> {
  const identity = await callerIdentity();
  if ("check" in identity) return [identity];
  const accounts = environments.map(({ facts, file }): Finding => {
    const check = `account of ${facts.name}`;
    return facts.account === identity.account
      ? ok(check, facts.account)
      : failed(
          check,
          `${file} names ${facts.account}, and the credentials are of ${identity.account}.`,
          `Use credentials of ${facts.account}: AWS_PROFILE=<profile>, or aws sso login. The providers would refuse these.`,
        );
  });
  return [ok("credentials", identity.arn), ...accounts];
}

async function callerIdentity(): Promise<{ readonly account: string; readonly arn: string } | Finding> {
  try {
    const { status, stdout, stderr } = await run("aws", ["sts", "get-caller-identity", "--output", "json"]);
    if (status === 0) {
      const { Account: account, Arn: arn } = JSON.parse(stdout) as { Account: string; Arn: string };
      return { account, arn };
    }
    return failed(
      "credentials",
      `AWS does not accept them: ${lastLine(stderr || stdout)}`,
      "Log in: aws sso login, or set AWS_PROFILE. In CI: let the job take on a role (OpenID Connect).",
    );
  } catch (error) {
    if (error instanceof SyntaxError) {
      return unchecked(
        "credentials",
        "The AWS CLI answers with what is no JSON.",
        "Look yourself: aws sts get-caller-identity.",
      );
    }
    return failed(
      "credentials",
      "They are looked up with the AWS CLI, which is not on the PATH.",
      "Install it: https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html. It also logs in to clusters (aws eks get-token).",
    );
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

/** How long a host may take to answer, in milliseconds. */
const PATIENCE = 5_000;

/** The hosts that `terraform init` and an apply on AWS talk to, in the regions of the environments. */
export function hostsFor(environments: readonly Environment[]): readonly string[] {
  const regions = new Set(environments.map(({ facts }) => facts.region));
  return [
    "registry.terraform.io",
    "releases.hashicorp.com",
    ...[...regions].flatMap((region) => [`sts.${region}.${domainOf(region)}`, `s3.${region}.${domainOf(region)}`]),
  ];
}

/** Through a proxy, where there is one: it is asked for each host, as Terraform asks it. */
export async function checkNetwork(
  hosts: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<readonly Finding[]> {
  const proxy = env["HTTPS_PROXY"] ?? env["https_proxy"];
  if (proxy && !URL.canParse(proxy)) {
    return [failed("proxy", "What HTTPS_PROXY names is no URL.", "Write it as http://<host>:<port>.")];
  }
  if (proxy) return checkThroughProxy(proxy, hosts);
  return Promise.all(
    hosts.map(async (host) => {
      const problem = await reach(host, 443);
      return problem === undefined
        ? ok(host, "answers")
        : failed(host, `It does not answer: ${problem}.`, "Check the network, the firewall, or set HTTPS_PROXY.");
    }),
  );
}

async function checkThroughProxy(proxy: string, hosts: readonly string[]): Promise<readonly Finding[]> {
  const url = URL.canParse(proxy) ? new URL(proxy) : undefined;
  if (!url?.hostname) {
    return [failed("proxy", "HTTPS_PROXY is not the URL of a proxy.", "Write it as http://<host>:<port>.")];
  }
  const answers = await reach(url.hostname, Number(url.port || (url.protocol === "https:" ? 443 : 80)));
  if (answers !== undefined) {
    const remedy = "Check HTTPS_PROXY.";
    return [
      failed("proxy", `${url.hostname} does not answer: ${answers}.`, remedy),
      ...hosts.map((host) => unchecked(host, "It is reached through the proxy, which does not answer.", remedy)),
    ];
  }
  const found = await Promise.all(
    hosts.map(async (host) => {
      const problem = await hostThrough(url, host, PATIENCE);
      return problem === undefined
        ? ok(host, "answers, through the proxy")
        : failed(host, `The proxy does not reach it: ${problem}.`, "Let it through at the proxy.");
    }),
  );
  return [ok("proxy", url.hostname), ...found];
}

/** @returns what is wrong, or undefined */
export function reach(host: string, port: number, patience = PATIENCE): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: patience });
    const end = (problem?: string): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.once("connect", () => end());
    socket.once("timeout", () => end(`no answer within ${patience / 1000} s`));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

function domainOf(region: string): string {
  return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
}
