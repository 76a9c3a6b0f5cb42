/**
 * What cdktf and zod load at every start and a synth does not call: some 300 files, 50 ms. Each is loaded by the first that asks it for anything.
 */
"use strict";
const Module = require("node:module");

const LATE = [
  // Zips assets of the type ARCHIVE.
  { request: "archiver", by: /cdktf.lib.private.fs\.js$/ },
  // Compares the version of Terraform's binary, where cdktf is to look at it.
  { request: "semver", by: /cdktf.lib.validations.validate-binary-version\.js$/ },
  // Messages in fifty languages; English is loaded by itself.
  { request: "../locales/index.cjs", by: /zod.v4.(core.index|classic.external)\.cjs$/ },
];

const load = Module._load;
Module._load = function (request, parent, isMain) {
  const late = LATE.some((entry) => entry.request === request && entry.by.test(parent?.filename));
  return late ? standIn(() => load.call(this, request, parent, isMain)) : load.call(this, request, parent, isMain);
};

/** Is the module, in all that its callers do with it, and loads it when they first do. */
function standIn(loadModule) {
  return new Proxy(function () {}, {
    apply: (_, self, args) => Reflect.apply(loadModule(), self, args),
    // A compiler's import helper asks this first, and takes a module that says yes as it is.
    get: (_, key) => (key === "__esModule" ? true : Reflect.get(loadModule(), key)),
  });
}
