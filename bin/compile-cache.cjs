/**
 * Keeps what V8 made of the sources from one run to the next: a quarter of the time of a synth. From Node 22.8 on, Node does this itself; Node 20 is
 * given the same here. (v8-compile-cache-lib was measured and left: it keeps scripts before their functions are compiled, which wins nothing.)
 * NODE_DISABLE_COMPILE_CACHE=1 turns both off. A main module must be `require`d after it.
 */
"use strict";
const Module = require("node:module");
const path = require("node:path");

const root = path.dirname(__dirname);
const modules =
  path.basename(path.dirname(root)) === "node_modules" ? path.dirname(root) : path.join(root, "node_modules");
const folder = path.join(modules, ".cache", "jangada", "v8");

const unwanted =
  process.env.NODE_DISABLE_COMPILE_CACHE ||
  process.env.NODE_V8_COVERAGE ||
  /--(inspect|cpu-prof)/.test(`${process.execArgv} ${process.env.NODE_OPTIONS ?? ""}`);

if (!unwanted) {
  if (Module.enableCompileCache) {
    Module.enableCompileCache(folder);
    // The app runs in a process of its own.
    process.env.NODE_COMPILE_CACHE ??= folder;
  } else keep();
}

/** One file for each program: an index by file name, and the code behind it, each with the checksum of what it was made of, and of itself. */
function keep() {
  const fs = require("node:fs");
  const vm = require("node:vm");
  const { crc32 } = require("node:zlib");

  // The last number is the form of the file.
  const program = `${path.basename(process.argv[1] ?? "node")}-${process.version}-${process.arch}-1`;
  const file = path.join(folder, program);
  const { index, code } = read();
  const compiled = new Map();

  Module.prototype._compile = function (content, filename) {
    const source = content.startsWith("#!") ? `//${content}` : content;
    // V8 itself compares no more of the source than its length, and of the code nothing: what is wrong there would be run.
    const of = `${source.length} ${crc32(source)}`;
    const kept = index[filename];
    const cachedData = kept?.of === of ? code.subarray(kept.start, kept.end) : undefined;
    const usable = cachedData !== undefined && crc32(cachedData) === kept.sum;
    const script = new vm.Script(Module.wrap(source), {
      filename,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
      ...(usable ? { cachedData } : {}),
    });
    if (!usable || script.cachedDataRejected) compiled.set(filename, { script, of });
    const args = [this.exports, requireOf(this), this, filename, path.dirname(filename)];
    return Reflect.apply(script.runInThisContext(), this.exports, args);
  };
  process.on("exit", () => {
    if (compiled.size > 0) write();
  });

  function read() {
    try {
      const kept = fs.readFileSync(file);
      const length = kept.readUInt32LE(0);
      return { index: JSON.parse(kept.toString("utf8", 4, 4 + length)), code: kept.subarray(4 + length) };
    } catch {
      return { index: {}, code: Buffer.alloc(0) };
    }
  }

  /** At the end, since by then V8 has compiled the functions that were called. */
  function write() {
    const next = {};
    const parts = [];
    let length = 0;
    const add = (filename, data, of, sum) => {
      next[filename] = { start: length, end: (length += data.length), of, sum };
      parts.push(data);
    };
    for (const [filename, { script, of }] of compiled) {
      const data = script.createCachedData();
      add(filename, data, of, crc32(data));
    }
    for (const [filename, { start, end, of, sum }] of Object.entries(index))
      if (!compiled.has(filename) && fs.existsSync(filename)) add(filename, code.subarray(start, end), of, sum);
    const head = Buffer.from(JSON.stringify(next));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(head.length);
    const temporary = `${file}.${process.pid}`;
    try {
      fs.mkdirSync(folder, { recursive: true });
    } catch {
      return;
    }
    try {
      fs.writeFileSync(temporary, Buffer.concat([size, head, ...parts]));
      fs.renameSync(temporary, file);
    } catch {
      // Where nothing can be written, the next run compiles again.
      fs.rmSync(temporary, { force: true });
    }
  }
}

/** What Node gives each module as its `require`. */
function requireOf(module) {
  const require = (id) => module.require(id);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return require;
}
