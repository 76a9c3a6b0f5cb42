/** What runs in a guest with a kernel of its own: `npm run test:vm`. Never in `npm test`. */
const base = require("../../jest.config.js");

module.exports = {
  ...base,
  rootDir: "../..",
  roots: ["<rootDir>/test/vm"],
  testMatch: ["**/*.vm.ts"],
  // Every instruction of the guest is emulated.
  testTimeout: 900_000,
};
