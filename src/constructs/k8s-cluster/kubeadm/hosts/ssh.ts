/** How Terraform reaches the hosts: what the file says of each, and the variable by which all of them are reached otherwise. */
import { App, TerraformStack, TerraformVariable } from "cdktf";
import type { IConstruct } from "constructs";
import { isAbsolute, posix, relative, resolve, sep } from "node:path";
import { SSH_VARIABLE } from "../../../../model/ssh-variable";
import type { KubeadmBlock } from "../../../../targets/kubeadm/block";
import { plainHostKey, UNVERIFIED } from "../../../../targets/kubeadm/host-key";
import type { Host } from "../../../../targets/kubeadm/host-section";
import { knownHosts } from "./known-hosts";
import type { Connection } from "../../../kit/cdktf/provisioners";

const TYPE = `object({
  proxy            = optional(object({ scheme = string, host = string, port = number }))
  host_key         = optional(string)
  private_key_path = optional(string)
})`;

/** Makes the variable of a stack. */
export function sshVariable(scope: IConstruct): void {
  const stack = TerraformStack.of(scope);
  if (stack.node.tryFindChild(SSH_VARIABLE)) return;
  new TerraformVariable(stack, SSH_VARIABLE, {
    type: TYPE,
    default: {},
    nullable: false,
    description:
      "How hosts are reached in place of what the environment file says: set by a rehearsal, never by a deployment",
  }).overrideLogicalId(SSH_VARIABLE);
}

/** Where a host is reached, by Terraform's own words: literals, and expressions of the variable. */
export function placeOf(host: Host, { block, scope }: { readonly block: KubeadmBlock; readonly scope: IConstruct }) {
  const { bastion, user, keyFile } = block;
  const key = (path: string): string => keyPath(scope, path);
  const instead = (field: string, value: string | null): string =>
    `\${var.${SSH_VARIABLE}.${field} != null ? var.${SSH_VARIABLE}.${field} : ${value === null ? "null" : JSON.stringify(value)}}`;
  const proxied = (value: string): string => `\${var.${SSH_VARIABLE}.proxy != null ? null : ${JSON.stringify(value)}}`;
  const proxy = (field: string): string => `\${try(var.${SSH_VARIABLE}.proxy.${field}, null)}`;
  return {
    host: host.address,
    port: host.port,
    user: host.user ?? user,
    private_key_path: instead("private_key_path", key(host.keyFile ?? keyFile)),
    host_key: instead("host_key", knownBy(host, bastion)),
    // Who reaches all hosts by a proxy is past the bastion.
    bastion_host: bastion ? proxied(bastion.address) : null,
    bastion_port: bastion ? bastion.port : null,
    bastion_user: bastion ? (bastion.user ?? user) : null,
    bastion_private_key_path: bastion ? proxied(key(bastion.keyFile ?? keyFile)) : null,
    bastion_host_key: bastion ? verified(bastion.hostKey) : null,
    proxy_scheme: proxy("scheme"),
    proxy_host: proxy("host"),
    proxy_port: proxy("port"),
  };
}

/** Who is behind a bastion is known by it as well. Where one of them is not known, nobody is. */
function knownBy({ hostKey, address, port }: Host, bastion: KubeadmBlock["bastion"]): string | null {
  const key = verified(hostKey);
  const through = bastion && verified(bastion.hostKey);
  if (!bastion || key === null) return key;
  return through
    ? knownHosts([
        { address, port, key },
        { ...bastion, key: through },
      ])
    : null;
}

const verified = (hostKey: string): string | null => (hostKey === UNVERIFIED ? null : plainHostKey(hostKey));

/**
 * The connection to a place.
 * @param place an expression of what `placeOf` says: `each.value.place`, `self.input.place`
 * @param script where on the host what is run is put for as long
 * @param seconds until a host that does not answer is given up
 */
export function connectionTo(place: string, script: string, seconds: number): Connection {
  const of = (field: string): string => `\${${place}.${field}}`;
  return {
    host: of("host"),
    port: of("port"),
    user: of("user"),
    privateKey: `\${file(pathexpand(${place}.private_key_path))}`,
    hostKey: of("host_key"),
    bastionHost: of("bastion_host"),
    bastionPort: of("bastion_port"),
    bastionUser: of("bastion_user"),
    bastionPrivateKey: `\${${place}.bastion_private_key_path == null ? null : file(pathexpand(${place}.bastion_private_key_path))}`,
    bastionHostKey: of("bastion_host_key"),
    proxyScheme: of("proxy_scheme"),
    proxyHost: of("proxy_host"),
    proxyPort: of("proxy_port"),
    scriptPath: script,
    timeout: `${seconds}s`,
  };
}

/** Terraform runs in the stack's folder: the same way from there to a file of the project in every checkout. */
function keyPath(scope: IConstruct, path: string): string {
  if (isAbsolute(path) || path.startsWith("~/")) return path;
  const folder = resolve(App.of(scope).outdir, "stacks", TerraformStack.of(scope).node.id);
  return posix.normalize(relative(folder, resolve(path)).split(sep).join("/"));
}
