/** `jangada/azure`: the target, and the implementations that need `@cdktf/provider-azurerm` alone, by name. */
export { AzureTarget } from "./target";
