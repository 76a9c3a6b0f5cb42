// Loaded into a process (node -r): writes, at its end, the files of all modules that it has loaded, in their order.
"use strict";
const Module = require("node:module");
process.on("exit", () => {
  const file = process.env.BENCH_LOADED;
  if (file) require("node:fs").writeFileSync(file, Object.keys(Module._cache).join("\n"));
});
