/** Charts rendered by the real Helm: `npm run test:charts -- <folder with charts>`. No part of `npm test`, which has neither. */
const base = require("../../jest.config.js");

module.exports = {
  ...base,
  rootDir: "../..",
  roots: ["<rootDir>/test/charts"],
  testMatch: ["**/*.rendered.ts"],
};
