"use strict";
// The CDKTF app of this checkout: every environment under infra/environments. `cdktf.json` names it.
require("../scripts/register.cjs");
require("../infra/main.ts");
