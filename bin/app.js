"use strict";
// The CDKTF app of this checkout: every environment under infra/environments. `cdktf.json` names it.
require("./end-at-once.cjs");
require("./load-late.cjs");
require("../scripts/register.cjs");
require("./compile-cache.cjs");
require("../infra/main.ts");
