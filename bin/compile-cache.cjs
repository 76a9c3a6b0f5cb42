/**
 * Keeps what Node made of the sources from one run to the next: a third of the time of a synth. From Node 22.8 on, Node keeps the compiled code
 * itself; Node 20 is given more than that here. (v8-compile-cache-lib was measured and left: it keeps scripts before their functions are
 * compiled, which wins nothing.) NODE_DISABLE_COMPILE_CACHE=1 turns both off.
 *
 * To be loaded after what teaches Node other extensions, and before the main module.
 */
"use strict";
const Module = require("node:module");
const path = require("node:path");

const root = path.dirname(__dirname);
const modules =
  path.basename(path.dirname(root)) === "node_modules" ? path.dirname(root) : path.join(root, "node_modules");
const folder = path.join(modules, ".cache", "jangada", "v8");
const flags = `${process.execArgv.join(" ")} ${process.env.NODE_OPTIONS ?? ""}`;

const unwanted =
  process.env.NODE_DISABLE_COMPILE_CACHE ||
  process.env.NODE_V8_COVERAGE ||
  /--(inspect|cpu-prof|enable-source-maps)/.test(flags);

if (!unwanted) {
  if (Module.enableCompileCache) {
    Module.enableCompileCache(folder);
    // The app runs in a process of its own.
    process.env.NODE_COMPILE_CACHE ??= folder;
  } else keep();
}

function keep() {
  const vm = require("node:vm");
  const { openKept } = require("./kept-modules.cjs");

  // The last number is the form of the file.
  const program = `${path.basename(process.argv[1] ?? "node")}-${process.version}-${process.arch}-2`;
  const kept = openKept({
    file: path.join(folder, program),
    top: path.dirname(modules),
    // They make JavaScript of TypeScript.
    compiler: [path.join(root, ".swcrc"), path.join(root, "scripts", "register.cjs")],
    // What is loaded before the program may change what Node takes from a file (node -r): then each is read, and compared.
    trusting: !/(^|\s)(-r|--require|--import|--loader|--experimental-loader)\b/.test(flags),
  });

  for (const extension of [".js", ".ts"]) {
    const load = Module._extensions[extension];
    if (!load) continue;
    Module._extensions[extension] = function (module, filename) {
      const known = kept.unread(filename);
      const script = known && scriptOf(filename, known.source, known);
      if (script) run(module, filename, script);
      else load(module, filename);
    };
  }

  const compile = Module.prototype._compile;
  Module.prototype._compile = function (content, filename, format, ...rest) {
    const isCommon = format === undefined || format === "commonjs";
    const source = withoutSourceMap(content.startsWith("#!") ? `//${content}` : content);
    const known = isCommon ? kept.compared(filename, source) : undefined;
    const script = isCommon ? scriptOf(filename, source, known) : undefined;
    // A module of the other kind, or a mistake: Node knows, and says so.
    return script ? run(this, filename, script) : compile.call(this, content, filename, format, ...rest);
  };

  const resolve = Module._resolveFilename;
  Module._resolveFilename = function (request, parent, ...rest) {
    const ask = () => resolve.call(this, request, parent, ...rest);
    return parent?.filename && rest[1] === undefined ? kept.lead(request, parent.filename, ask) : ask();
  };

  function scriptOf(filename, source, known) {
    try {
      const script = new vm.Script(Module.wrap(source), {
        filename,
        importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
        ...(known ? { cachedData: known.code } : {}),
      });
      if (!known || script.cachedDataRejected) kept.add(filename, source, script);
      return script;
    } catch (error) {
      if (error instanceof SyntaxError) return undefined;
      throw error;
    }
  }

  function run(module, filename, script) {
    const args = [module.exports, requireOf(module), module, filename, path.dirname(filename)];
    return Reflect.apply(script.runInThisContext(), module.exports, args);
  }

  // At the end, since by then V8 has compiled the functions that were called.
  process.on("exit", () => kept.write());
}

/** Two thirds of what cdktf and its bindings consist of. V8 would keep them too. */
function withoutSourceMap(content) {
  const at = content.lastIndexOf("\n//# sourceMappingURL=data:");
  if (at < 0) return content;
  const end = content.indexOf("\n", at + 1);
  return end < 0 || end === content.length - 1 ? content.slice(0, at + 1) : content;
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
