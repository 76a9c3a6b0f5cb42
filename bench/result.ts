/** What a bench finds, and how it is told. */
import type { Ratio } from "./statistics";

export interface Line {
  readonly measured: string;
  readonly against?: string;
  /** Seconds or the like of the measured and of what it stands against, with their units. */
  readonly value: string;
  readonly baseline?: string;
  readonly ratio?: Ratio;
  /** What is wanted, in words; with whether it is met. */
  readonly target?: string;
  readonly met?: boolean;
}

export interface BenchResult {
  readonly name: string;
  readonly title: string;
  /** How many rounds were counted. */
  readonly rounds: number;
  readonly lines: readonly Line[];
}

export interface Bench {
  readonly name: string;
  readonly title: string;
  run(progress: (line: string) => void): Promise<BenchResult>;
}

export function seconds(value: number): string {
  return `${value.toFixed(value < 10 ? 2 : 1)} s`;
}

export function milliseconds(value: number): string {
  return `${(value * 1000).toFixed(value < 0.01 ? 1 : 0)} ms`;
}

export function megabytes(value: number): string {
  return `${Math.round(value)} MB`;
}

export function describeRatio({ median, least, most }: Ratio): string {
  return `${median.toFixed(2)} (${least.toFixed(2)} to ${most.toFixed(2)})`;
}

const HEAD = ["measured", "", "against", "", "ratio (least to most)", "wanted", ""] as const;

function cells(line: Line): readonly string[] {
  return [
    line.measured,
    line.value,
    line.against ?? "",
    line.baseline ?? "",
    line.ratio ? describeRatio(line.ratio) : "",
    line.target ?? "",
    line.met === undefined ? "" : line.met ? "met" : "**missed**",
  ];
}

/** A table in Markdown, padded so that it is read as text, too. */
export function markdownTable(lines: readonly Line[]): string {
  const rows = [HEAD, ...lines.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(3, ...rows.map((row) => row[column]?.length ?? 0)));
  const write = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? "").padEnd(width)).join(" | ")} |`;
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [write(HEAD), rule, ...lines.map((line) => write(cells(line)))].join("\n");
}
