#!/usr/bin/env node
"use strict";
// From a checkout the TypeScript sources run as they are; from the package, the build does.
require("./end-at-once.cjs");
require("./load-late.cjs");
const fs = require("node:fs");
const path = require("node:path");
const sources = fs.existsSync(path.join(path.dirname(__dirname), "src", "cli", "main.ts"));
if (sources) require("../scripts/register.cjs");
require("./compile-cache.cjs");
const { main } = sources ? require("../src/cli/main.ts") : require("../dist/src/cli/main.js");
main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
