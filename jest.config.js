const { missingForHosts } = require("./test/hosts/requirements.js");

/** Hosts of their own (`*.hosts.ts`) run where there is root; where not, that is said in the end. */
const missing = missingForHosts();

/** Tests mirror the sources; swc compiles them, `npm run typecheck` checks their types. */
module.exports = {
  // A temporary folder for each test file; one that leaves something running fails.
  testEnvironment: "<rootDir>/test/helpers/test-environment.ts",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts", ...(missing.length === 0 ? ["**/*.hosts.ts"] : [])],
  reporters: ["default", ...(missing.length === 0 ? [] : [["<rootDir>/test/hosts/not-run-reporter.js", { missing }]])],
  setupFiles: ["<rootDir>/test/plain-environment.js"],
  transform: { "^.+\\.ts$": ["@swc/jest"] },
  moduleNameMapper: {
    "^jangada$": "<rootDir>/src/index.ts",
    "^jangada/aws$": "<rootDir>/infra/aws/index.ts",
    "^jangada/kubernetes$": "<rootDir>/src/kubernetes.ts",
    "^jangada/operations$": "<rootDir>/src/operations.ts",
    "^jangada/stacks$": "<rootDir>/infra/modules/index.ts",
  },
  // Before it counts as hung: more than test/helpers/limits.ts gives what a test starts.
  testTimeout: 300_000,
  // Most of a rehearsal is waiting for Terraform: as many workers as cores, where Jest would keep one free.
  maxWorkers: "100%",
  // A worker grows with each file. Jest gives it half a second to end, which freeing a gigabyte takes on a busy machine.
  workerIdleMemoryLimit: "350MB",
};
