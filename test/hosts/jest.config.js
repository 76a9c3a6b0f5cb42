/** Stages on real hosts alone: `npm run test:hosts`. `npm test` has them too, where there is root. */
const base = require("../../jest.config.js");

module.exports = {
  ...base,
  rootDir: "../..",
  roots: ["<rootDir>/test/hosts"],
  testMatch: ["**/*.hosts.ts"],
};
