/** What constructs and operations take is documented: what it is for, and what comes of leaving it out. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";

const root = path.resolve(__dirname, "..");

function sourcesIn(folder: string): readonly string[] {
  return fs
    .readdirSync(path.join(root, folder), { recursive: true })
    .map((name) => path.join(folder, name as string))
    .filter((name) => name.endsWith(".ts"));
}

/** Fields of exported interfaces that are called so, without a docstring, or optional without a default. */
function undocumented(file: string): readonly string[] {
  const source = ts.createSourceFile(
    file,
    fs.readFileSync(path.join(root, file), "utf8"),
    ts.ScriptTarget.ES2022,
    true,
  );
  return source.statements.flatMap((statement) => {
    if (!ts.isInterfaceDeclaration(statement) || !/(Props|Options|Config|Section)$/.test(statement.name.text))
      return [];
    if (!statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword)) return [];
    return statement.members.flatMap((member) => {
      const comments = ts.getLeadingCommentRanges(source.text, member.pos) ?? [];
      const text = comments.map(({ pos, end }) => source.text.slice(pos, end)).join("\n");
      const isOptional = ts.isPropertySignature(member) && member.questionToken !== undefined;
      const lacks = [
        ...(text.includes("/**") ? [] : ["a docstring"]),
        ...(isOptional && !text.includes("@default") ? ["@default"] : []),
      ];
      return lacks.map((what) => `${file}: ${statement.name.text}.${member.name?.getText() ?? "?"} lacks ${what}`);
    });
  });
}

test.each(["src/constructs", "src/operations"])("every prop and option of %s is documented", (folder) => {
  const files = sourcesIn(folder);

  expect(files.length).toBeGreaterThan(100);
  expect(files.flatMap(undocumented)).toEqual([]);
});
