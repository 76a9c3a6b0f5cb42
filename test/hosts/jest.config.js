/** Stages on real hosts: `npm run test:hosts`. No part of `npm test`, which may not be root. */
const base = require("../../jest.config.js");

module.exports = {
  ...base,
  rootDir: "../..",
  roots: ["<rootDir>/test/hosts"],
  testMatch: ["**/*.hosts.ts"],
};
