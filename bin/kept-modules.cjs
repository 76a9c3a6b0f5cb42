/**
 * The modules of a program, kept from one run to the next: their sources, what V8 made of them, and where each `require` in them leads.
 *
 * Nothing stale is run. A source is taken unread only while its file and the folders around it are known to be those from which it was kept; else it is
 * read, and compared. Everything has its checksum: V8 itself compares of a source no more than its length, and of the code nothing.
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { folderIdentities, identityOf, once } = require("./identities.cjs");
const { openKeptFile, writeKeptFile } = require("./kept-file.cjs");

/**
 * `top` is the folder that holds the program and all its packages; `compiler` are the files by which JavaScript is made of other sources. Unless
 * `trusting`, all is read and compared.
 */
exports.openKept = function ({ file, top, compiler, trusting }) {
  const { index, content, close } = openKeptFile(file);
  const folderNow = folderIdentities(top);
  const compilerNow = once(() => compiler.map(identityOf));
  /** What this run has loaded, in its order. */
  const modules = new Map();
  const leads = new Map();
  let changed = false;

  const isBelow = (name) => name.startsWith(top + path.sep);

  function moduleNow(name) {
    if (!trusting || !isBelow(name)) return undefined;
    const parts = [identityOf(name), ...(/\.c?js$/.test(name) ? [] : compilerNow())];
    return parts[0] && !parts.includes(undefined) ? parts.join(" ") : undefined;
  }

  /** Whether a folder, and each above it, is now as a row of the index has it. */
  const isAsKept = once((row) => {
    const [folder, identity, above] = index.folders[row] ?? [];
    return folder !== undefined && folderNow(folder) === identity && (folder === top || isAsKept(above));
  });

  const isKnown = once(
    (folder) => folderNow(folder) !== undefined && (folder === top || isKnown(path.dirname(folder))),
  );

  return {
    /** What is kept of a file of which it is known, without reading it, that it is the same. */
    unread(name) {
      const identity = moduleNow(name);
      const entry = index.modules[name];
      const same = identity !== undefined && entry?.identity === identity && isAsKept(entry.folder);
      const found = same ? content(entry) : undefined;
      modules.set(name, { identity, same, found });
      return found;
    },
    /** What is kept of a module with this very source. */
    compared(name, source) {
      const entry = index.modules[name];
      const kept = entry && content(entry);
      if (kept?.source !== source) return undefined;
      const { identity, same } = modules.get(name) ?? {};
      modules.set(name, { identity, found: kept });
      changed ||= !same && identity !== undefined && isKnown(path.dirname(name));
      return kept;
    },
    add(name, source, script) {
      modules.set(name, { identity: modules.get(name)?.identity, source, script });
      changed = true;
    },
    /** Where a `require` leads; `ask` is Node's way to find it. */
    lead(request, from, ask) {
      const folder = path.dirname(from);
      if (!trusting || !isBelow(from) || folder === top) return ask();
      const kept = index.leads[from]?.[request];
      const same = kept !== undefined && isAsKept(kept[1]) && isAsKept(kept[2]);
      if (same) return kept[0];
      // Looked at before Node looks.
      const known = isKnown(folder);
      const target = ask();
      if (known && leadsStraight(request, folder, target) && isKnown(path.dirname(target))) {
        leads.set(from, { ...leads.get(from), [request]: target });
        changed = true;
      }
      return target;
    },
    /** At the end, since by then V8 has compiled the functions that were called. */
    write() {
      if (changed) writeKeptFile(file, everything());
      close();
    },
  };

  /** Not by way of a link: behind one, other things may change. */
  function leadsStraight(request, folder, target) {
    if (!isBelow(target) || path.dirname(target) === top) return false;
    if (/^\.\.?(\/|$)/.test(request)) return target.startsWith(path.resolve(folder, request));
    const [first, second] = request.split("/");
    const name = path.join(path.sep, "node_modules", first, request.startsWith("@") ? (second ?? "") : "", path.sep);
    const at = target.lastIndexOf(name);
    return at >= 0 && `${folder}${path.sep}`.startsWith(target.slice(0, at + 1));
  }

  /** What this run has seen, and of what earlier ones have, what it had no use for. */
  function everything() {
    const folders = [];
    const row = (entry) => folders.push(entry) - 1;
    const rowNow = once((folder) =>
      row([folder, folderNow(folder), ...(folder === top ? [] : [rowNow(path.dirname(folder))])]),
    );
    const rowKept = once((at) => {
      const [folder, identity, above] = index.folders[at];
      return row([folder, identity, ...(above === undefined ? [] : [rowKept(above)])]);
    });
    const rowOf = ({ identity, folder } = {}) => (folder === undefined ? {} : { identity, folder: rowKept(folder) });
    const all = new Map();
    for (const [name, { identity, found, source, script }] of modules) {
      const folder = path.dirname(name);
      const seen = identity !== undefined && isKnown(folder) ? { identity, folder: rowNow(folder) } : undefined;
      if (script) all.set(name, { source, code: script.createCachedData(), ...seen });
      else if (found) all.set(name, { ...found, ...(seen ?? rowOf(index.modules[name])) });
    }
    for (const [name, entry] of Object.entries(index.modules)) {
      if (all.has(name) || !isBelow(name) || !fs.existsSync(name)) continue;
      const found = content(entry);
      if (found) all.set(name, { ...found, ...rowOf(entry) });
    }
    const ways = {};
    for (const [from, kept] of Object.entries(index.leads)) {
      if (!all.has(from)) continue;
      for (const [request, [target, here, there]] of Object.entries(kept))
        (ways[from] ??= {})[request] = [target, rowKept(here), rowKept(there)];
    }
    for (const [from, now] of leads) {
      for (const [request, target] of Object.entries(now))
        (ways[from] ??= {})[request] = [target, rowNow(path.dirname(from)), rowNow(path.dirname(target))];
    }
    return { modules: all, leads: ways, folders };
  }
};
