/** How what comes of the section is called. */
import type { ServiceFacts } from "../../model/resource-facts";

export const secretsFacts: readonly ServiceFacts[] = [{ fileEntries: [{ path: "secrets", label: "secrets" }] }];
