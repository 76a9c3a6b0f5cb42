/** Telling Terraform and OpenTofu to use providers that are already running. */
import type { ServedProvider } from "./server";

/** Where either binary looks for `source = "hashicorp/<name>"` when no host is written. */
const REGISTRIES = ["registry.terraform.io", "registry.opentofu.org"] as const;

/**
 * The value of `TF_REATTACH_PROVIDERS` for providers served by a process. Terraform then neither downloads nor starts
 * nor stops them (`Test: true`), and checks no lock file entry for them.
 * @param pid the serving process. @default this one
 */
export function reattachProviders(
  providers: readonly Pick<ServedProvider, "name" | "protocol" | "address">[],
  pid: number = process.pid,
): string {
  const entries = providers.flatMap(({ name, protocol, address }) =>
    REGISTRIES.map((registry) => [
      `${registry}/hashicorp/${name}`,
      {
        Protocol: "grpc",
        ProtocolVersion: protocol,
        Pid: pid,
        Test: true,
        Addr: { Network: "tcp", String: `${address.host}:${address.port}` },
      },
    ]),
  );
  return JSON.stringify(Object.fromEntries(entries));
}
