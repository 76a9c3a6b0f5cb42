/** `npm run bench [-- <name>…] [--write]`: every bench, or those named; with `--write` also into docs/benchmarks.md. */
import * as fs from "node:fs";
import * as path from "node:path";
import { replaceTable } from "./page";
import { ROOT } from "./program";
import { type Bench, markdownTable } from "./result";
import { driftBench } from "./drift";
import { rehearsalBench } from "./rehearsal";
import { reviewBench } from "./review";
import { scaleBench } from "./scale";
import { synthBench } from "./synth";

const BENCHES: readonly Bench[] = [synthBench, scaleBench, rehearsalBench, driftBench, reviewBench];

const PAGE = path.join(ROOT, "docs", "benchmarks.md");

async function main(argv: readonly string[]): Promise<void> {
  const write = argv.includes("--write");
  const names = argv.filter((word) => !word.startsWith("--"));
  const unknown = names.filter((name) => !BENCHES.some((bench) => bench.name === name));
  if (unknown.length > 0) {
    throw new Error(
      `There is no bench ${unknown.join(", ")}. There are: ${BENCHES.map((bench) => bench.name).join(", ")}.`,
    );
  }
  for (const bench of BENCHES.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const result = await bench.run((line) => void process.stderr.write(`${bench.name}: ${line}\n`));
    const table = markdownTable(result.lines);
    process.stdout.write(`\n${result.title} (medians of ${result.rounds} rounds)\n\n${table}\n`);
    if (write) fs.writeFileSync(PAGE, replaceTable(fs.readFileSync(PAGE, "utf8"), bench.name, table));
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
