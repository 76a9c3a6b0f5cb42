/**
 * Lets Node load the project's TypeScript as it stands, so that a fresh clone runs without a build step.
 * Compiled output is kept under node_modules/.cache by name, time and size; on a hit neither the compiler nor the source is read.
 * (jiti and tsx were measured and left: their own resolvers cost 150-300 ms a start, this costs 10.)
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const Module = require("node:module");

const root = path.dirname(__dirname);
const cache = path.join(root, "node_modules", ".cache", "jangada");
// Source maps make the files twice as long, and Node reads them only if it is told to.
const sourceMaps =
  /--(enable-source-maps|inspect)/.test(`${process.execArgv} ${process.env.NODE_OPTIONS ?? ""}`) && "inline";
let salt;

function compile(filename) {
  const { createHash } = require("node:crypto");
  if (salt === undefined) {
    salt = `${process.version} ${sourceMaps} ${fs.readFileSync(path.join(root, ".swcrc"), "utf8")}`;
    fs.mkdirSync(cache, { recursive: true });
  }
  const { mtimeMs, size } = fs.statSync(filename);
  const key = createHash("sha1").update(`${salt} ${filename} ${mtimeMs} ${size}`).digest("hex");
  const cached = path.join(cache, `${key}.js`);
  try {
    return fs.readFileSync(cached, "utf8");
  } catch {
    const source = fs.readFileSync(filename, "utf8");
    const options = { filename, swcrc: true, cwd: root, sourceMaps };
    const { code } = require("@swc/core").transformSync(source, options);
    const temporary = `${cached}.${process.pid}`;
    fs.writeFileSync(temporary, code);
    fs.renameSync(temporary, cached);
    return code;
  }
}

Module._extensions[".ts"] = (module, filename) => module._compile(compile(filename), filename);

// Sources import sources: looking for `.ts` first saves the looks for `.js`, `.json` and `.node` before it.
const resolve = Module._resolveFilename;
Module._resolveFilename = function (request, parent, ...rest) {
  if (request.startsWith(".") && parent?.filename?.endsWith(".ts")) {
    const source = `${path.resolve(path.dirname(parent.filename), request)}.ts`;
    if (source in Module._cache || fs.existsSync(source)) return source;
  }
  return resolve.call(this, request, parent, ...rest);
};
