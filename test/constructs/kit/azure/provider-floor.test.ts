/** What needs a newer azurerm is refused where the file does not allow it, with the version that it needs. */
import { Construct } from "constructs";
import {
  allowedProvider,
  allowProvider,
  providerTooOld,
  requireProvider,
} from "../../../../src/constructs/kit/azure/provider-floor";
import { PROVIDERS } from "../../../../src/catalog/providers";
import { azureStack } from "../../azure-stack";
import { Synthesized } from "../../aws-stack";

const GATEWAY = { since: "4.67.0", title: "A gateway over all zones" };

const pinOf = (version?: string): unknown => {
  const stack = azureStack("test", version);
  const { terraform } = new Synthesized(stack).json as unknown as {
    terraform: { required_providers: { azurerm: { version: string } } };
  };
  return terraform.required_providers.azurerm.version;
};

test("the pin is the bindings' own, unless the file raises it", () => {
  expect(pinOf()).toBe(PROVIDERS.azurerm.version);
  expect(pinOf("4.81.0")).toBe("4.81.0");
});

test("what needs a newer one is refused with both versions, and where it stands", () => {
  const part = new Construct(azureStack(), "gateway");
  const refused = (): void => requireProvider(part, GATEWAY);

  expect(refused).toThrow(
    expect.objectContaining({
      problems: [expect.objectContaining({ code: "AZURE_PROVIDER_TOO_OLD", place: { construct: "test/gateway" } })],
    }),
  );
  expect(refused).toThrow(`azurerm 4.67.0; this environment runs with ${PROVIDERS.azurerm.version}`);
});

test("what the file allows counts for everything in the stack", () => {
  const part = new Construct(new Construct(azureStack("test", "4.67.0"), "network"), "gateway");

  expect(allowedProvider(part)).toBe("4.67.0");
  expect(() => requireProvider(part, GATEWAY)).not.toThrow();
  expect(() => requireProvider(part, { since: "4.67.1", title: "Something else" })).toThrow(/4\.67\.1/);
});

test("the nearest counts", () => {
  const stack = azureStack("test", "4.67.0");
  const inner = new Construct(stack, "inner");
  allowProvider(inner, "4.81.0");

  expect(allowedProvider(inner)).toBe("4.81.0");
  expect(allowedProvider(stack)).toBe("4.67.0");
});

test("versions are compared by their numbers", () => {
  expect(providerTooOld({ since: "4.9.0", title: "It" }, "4.60.0")).toBeUndefined();
  expect(providerTooOld({ since: "4.60.0", title: "It" }, "4.59.9")).toMatchObject({
    code: "AZURE_PROVIDER_TOO_OLD",
    remedy: expect.stringContaining(`azure.provider: "4.60.0"`),
  });
});
