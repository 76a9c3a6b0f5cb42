/** Puts a bench's table into the page, in place of the one of its last run. */

const begin = (name: string): string => `<!-- bench:${name} -->`;
const end = (name: string): string => `<!-- /bench:${name} -->`;

/** @throws Error if the page has no place for the bench */
export function replaceTable(page: string, name: string, table: string): string {
  const from = page.indexOf(begin(name));
  const to = page.indexOf(end(name));
  if (from < 0 || to < from) throw new Error(`The page has no ${begin(name)} … ${end(name)}.`);
  return `${page.slice(0, from)}${begin(name)}\n\n${table}\n\n${page.slice(to)}`;
}
