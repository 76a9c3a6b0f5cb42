// What an environment file is read with loads no cdktf (it takes half a second), and what is neutral works without it.
import * as path from "node:path";

/** Folders that are data, or work on what was synthesized. */
const WITHOUT = /^src\/(?:model|environment|operations|providers|catalog|targets|rehearsal|schemas|secret-scan|cli)\//;
/** Files of these roles are read with the environment file, in whichever component they stand. */
const ROLES =
  /^src\/constructs\/(?!kit\/).*\/(?:component|rules|section|.+-section|props|part|facts|renamed|check|check-.+|defaults)\.ts$/;
const LOOSE = /^src\/(?:components|facts|errors)\.ts$/;
/** Makes classes from contracts, so that it loads `constructs`: constructs alone load it. */
const EXCEPT = new Set(["src/model/contract-class.ts"]);
/** `cdktf`, `constructs` and the bindings: types of them cost nothing. */
const CDKTF = /^(?:cdktf|constructs|@cdktf\/.+)(?:\/|$)/;

export function isWithoutCdktf(file) {
  return !EXCEPT.has(file) && (WITHOUT.test(file) || ROLES.test(file) || LOOSE.test(file));
}

const isType = (node) =>
  node.importKind === "type" ||
  node.exportKind === "type" ||
  (node.specifiers?.length > 0 &&
    node.specifiers.every(({ importKind, exportKind }) => importKind === "type" || exportKind === "type"));

export default {
  meta: {
    type: "problem",
    schema: [],
    messages: { loads: "Loads `{{from}}`: an environment file is read without loading cdktf (types may be imported)." },
  },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join("/");
    if (!isWithoutCdktf(file)) return {};
    const check = (node, from) => {
      if (typeof from === "string" && CDKTF.test(from)) context.report({ node, messageId: "loads", data: { from } });
    };
    const checkSource = (node) => {
      if (!isType(node)) check(node, node.source?.value);
    };
    return {
      ImportDeclaration: checkSource,
      ExportNamedDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      ImportExpression: checkSource,
      CallExpression(node) {
        if (node.callee.type === "Identifier" && node.callee.name === "require") check(node, node.arguments[0]?.value);
      },
    };
  },
};
