/** All that runs on hosts of their own: `npm run test:hosts`. `npm test` has `*.hosts.ts` too, where there is root; `*.slow-hosts.ts` take minutes more. */
const base = require("../../jest.config.js");

module.exports = {
  ...base,
  rootDir: "../..",
  roots: ["<rootDir>/test/hosts"],
  testMatch: ["**/*.hosts.ts", "**/*.slow-hosts.ts"],
};
