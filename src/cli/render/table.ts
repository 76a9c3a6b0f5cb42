/** A plain table: columns as wide as their widest cell, numbers to the right. */
const ESCAPES = /\u001b\[[0-9;]*m/g;

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => width(row[column] ?? ""))));
  const numeric = header.map((_, column) =>
    rows.every((row) => /^[\d.,]*( s)?$|^-$/.test((row[column] ?? "").replace(ESCAPES, ""))),
  );
  return all
    .map((row) =>
      row
        .map((cell, column) => {
          const padding = " ".repeat((widths[column] ?? 0) - width(cell));
          return numeric[column] ? padding + cell : cell + padding;
        })
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function width(cell: string): number {
  return cell.replace(ESCAPES, "").length;
}
