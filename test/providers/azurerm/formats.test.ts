import { azurermFormats } from "../../../src/providers/azurerm/formats";
import { type Format, formatProblem } from "../../../src/rehearsal/engine/formats";

const good: readonly (readonly [Format, string])[] = [
  ["azureId", "/subscriptions/x/resourceGroups/y"],
  ["keyVaultKeyId", "https://v.vault.azure.net/keys/k/0"],
];
const bad: readonly (readonly [Format, string])[] = [
  ["azureId", "subscriptions/x"],
  ["keyVaultKeyId", "https://v.vault.azure.net/k"],
];

it.each(good)("%s takes %s", (format, text) => {
  expect(formatProblem(format, "x", text, azurermFormats)).toBeUndefined();
});

it.each(bad)("%s refuses '%s', and names the argument", (format, text) => {
  expect(formatProblem(format, "argument", text, azurermFormats)).toContain('"argument"');
});
