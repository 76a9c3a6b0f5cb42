// Loaded into a process under measurement (node -r): tells, at its end, the most memory that it held, in kilobytes.
"use strict";
process.on("exit", () => {
  const file = process.env.BENCH_PEAK_MEMORY;
  if (file) require("node:fs").writeFileSync(file, String(process.resourceUsage().maxRSS));
});
