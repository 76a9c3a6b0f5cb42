import { reattachProviders } from "../../../src/rehearsal/protocol/reattach";

test("providers are announced under the registries of Terraform and of OpenTofu, each with its protocol", () => {
  const providers = [
    { name: "aws", protocol: 5 as const, address: { host: "127.0.0.1", port: 4001 } },
    { name: "helm", protocol: 6 as const, address: { host: "127.0.0.1", port: 4002 } },
  ];
  const aws = {
    Protocol: "grpc",
    ProtocolVersion: 5,
    Pid: 77,
    Test: true,
    Addr: { Network: "tcp", String: "127.0.0.1:4001" },
  };
  const helm = { ...aws, ProtocolVersion: 6, Addr: { Network: "tcp", String: "127.0.0.1:4002" } };
  expect(JSON.parse(reattachProviders(providers, 77))).toEqual({
    "registry.terraform.io/hashicorp/aws": aws,
    "registry.opentofu.org/hashicorp/aws": aws,
    "registry.terraform.io/hashicorp/helm": helm,
    "registry.opentofu.org/hashicorp/helm": helm,
  });
});
