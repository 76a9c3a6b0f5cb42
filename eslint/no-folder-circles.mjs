// No circle between folders: whoever reads one of two that import each other must read both, and neither can be taken away.
import * as path from "node:path";
import { findWay, folderOf, readImports, resolveImport } from "./folder-graph.mjs";

const graphs = new Map();

const graphOf = (root) => {
  if (!graphs.has(root)) graphs.set(root, readImports(root));
  return graphs.get(root);
};

export default {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      circle: "A circle between folders: {{way}}. Move what both need below both, into a folder of its own.",
    },
  },
  create(context) {
    const root = context.cwd;
    const file = path.relative(root, context.filename).split(path.sep).join("/");
    const check = (node, specifier) => {
      if (typeof specifier !== "string" || !specifier.startsWith(".")) return;
      const target = resolveImport(root, file, specifier);
      if (target === undefined) return;
      const [from, to] = [folderOf(file), folderOf(target)];
      const back = from === to ? undefined : findWay(graphOf(root), to, from);
      if (back) context.report({ node, messageId: "circle", data: { way: [from, ...back].join(" → ") } });
    };
    const checkSource = (node) => check(node, node.source?.value);
    return {
      ImportDeclaration: checkSource,
      ExportNamedDeclaration: checkSource,
      ExportAllDeclaration: checkSource,
      ImportExpression: checkSource,
      TSImportType: checkSource,
      CallExpression(node) {
        if (node.callee.type === "Identifier" && node.callee.name === "require") check(node, node.arguments[0]?.value);
      },
    };
  },
};
