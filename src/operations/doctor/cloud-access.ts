/** Checks of the way to the cloud: credentials, the account, hosts that deployments need. */
import * as net from "node:net";
import type { Environment } from "../../environment/environment";
import type { CallerIdentity, ClientFacts } from "../../model/target-facts";
import { factsOf } from "../../targets";
import { run } from "../process";
import { hostThrough } from "./proxy";
import { failed, type Finding, ok, unchecked } from "./finding";

/** Whose credentials are at hand, and whether they are of the account that each environment file names. */
export async function checkCredentials(environments: readonly Environment[]): Promise<readonly Finding[]> {
  const clients = new Map<ClientFacts, Environment[]>();
  for (const environment of environments) {
    const client = factsOf(environment.facts.target)?.client;
    if (client) clients.set(client, [...(clients.get(client) ?? []), environment]);
  }
  const found = await Promise.all([...clients].map(([client, those]) => checkClient(client, those)));
  return found.flat();
}

async function checkClient(client: ClientFacts, environments: readonly Environment[]): Promise<readonly Finding[]> {
  const identity = await callerIdentity(client);
  if ("check" in identity) return [identity];
  const accounts = environments.flatMap(({ facts, file }): readonly Finding[] => {
    const compare = (what: string, named: string, real: string): Finding => {
      const check = `${what} of ${facts.name}`;
      // Ids of a cloud are the same in upper and lower case.
      return named.toLowerCase() === real.toLowerCase()
        ? ok(check, named)
        : failed(
            check,
            `${file} names ${named}, and the credentials are of ${real}.`,
            `Use credentials of ${named}: ${client.loginTo(facts.account)}. The providers would refuse these.`,
          );
    };
    const details = Object.entries(facts.accountDetails ?? {}).flatMap(([key, named]) => {
      const real = identity.accountDetails?.[key];
      return real === undefined ? [] : [compare(key, named, real)];
    });
    return [compare("account", facts.account, identity.account), ...details];
  });
  return [ok("credentials", identity.name), ...accounts];
}

/** What clients of clusters start to log in, beside the cloud's own command: Terraform does while it deploys. */
export async function checkLogins(environments: readonly Environment[]): Promise<readonly Finding[]> {
  const clients = new Set(environments.flatMap(({ facts }) => factsOf(facts.target)?.client ?? []));
  const found = await Promise.all(
    [...clients].map(async (client): Promise<readonly Finding[]> => {
      const { command } = client.clusterLogin({ clusterName: "", details: {} });
      if (command === client.command) return [];
      try {
        const { status, stdout } = await run(command, ["--version"]);
        if (status === 0) return [ok(command, firstLine(stdout))];
        return [failed(command, `'${command} --version' fails.`, `Install it anew: ${client.install}.`)];
      } catch {
        const message = `It is not on the PATH, and logs in to the clusters of ${client.title.replace(/ CLI$/, "")}.`;
        return [failed(command, message, `Install it: ${client.install}.`)];
      }
    }),
  );
  return found.flat();
}

function firstLine(text: string): string {
  return text.trim().split("\n")[0] ?? "";
}

async function callerIdentity(client: ClientFacts): Promise<CallerIdentity | Finding> {
  const { command, title, identity, login, install } = client;
  try {
    const { status, stdout, stderr } = await run(command, identity.args);
    if (status === 0) return identity.read(stdout);
    return failed("credentials", `They are not accepted: ${lastLine(stderr || stdout)}`, `Log in: ${login}`);
  } catch (error) {
    if (error instanceof SyntaxError) {
      return unchecked(
        "credentials",
        `The ${title} answers with what is no JSON.`,
        `Look yourself: ${[command, ...identity.args].join(" ")}.`,
      );
    }
    return failed(
      "credentials",
      `They are looked up with the ${title}, which is not on the PATH.`,
      `Install it: ${install}. It also logs in to clusters.`,
    );
  }
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}

/** How long a host may take to answer, in milliseconds. */
const REACH_TIMEOUT = 5_000;

/** The hosts that `terraform init` and an apply talk to, in the regions of the environments. */
export function hostsFor(environments: readonly Environment[]): readonly string[] {
  const hosts = environments.flatMap(({ facts }) => factsOf(facts.target)?.hosts(facts.region) ?? []);
  return ["registry.terraform.io", "releases.hashicorp.com", ...new Set(hosts)];
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
      const problem = await hostThrough(url, host, REACH_TIMEOUT);
      return problem === undefined
        ? ok(host, "answers, through the proxy")
        : failed(host, `The proxy does not reach it: ${problem}.`, "Let it through at the proxy.");
    }),
  );
  return [ok("proxy", url.hostname), ...found];
}

/** @returns what is wrong, or undefined */
export function reach(host: string, port: number, timeout = REACH_TIMEOUT): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: timeout });
    const end = (problem?: string): void => {
      socket.destroy();
      resolve(problem);
    };
    socket.once("connect", () => end());
    socket.once("timeout", () => end(`no answer within ${timeout / 1000} s`));
    socket.once("error", (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}
