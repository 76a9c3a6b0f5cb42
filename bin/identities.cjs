/**
 * By what files and folders are known again without being read: the inode, the size, and when it last changed. That time (ctime) is the
 * system's own: no program can set it, as npm and Git set the other one.
 */
"use strict";
const fs = require("node:fs");
const path = require("node:path");

/** Milliseconds: the coarsest clock among file systems (FAT) goes by two seconds. What changed within one tick of it looks as if it had not. */
const TICK = 2500;

/** "" if there is no such file, undefined if it has changed just now: then its identity does not tell whether it changes again. */
function identityOf(name) {
  const stat = fs.statSync(name, { throwIfNoEntry: false });
  if (!stat) return "";
  return Math.abs(Date.now() - stat.ctimeMs) < TICK ? undefined : `${stat.ino} ${stat.size} ${stat.ctimeMs}`;
}

/** Looks at each but once: what has been loaded since is of that time. */
function once(look) {
  const seen = new Map();
  return (name) => {
    if (!seen.has(name)) seen.set(name, look(name));
    return seen.get(name);
  };
}

/**
 * What decides, with the same of the folders above it, where a `require` in a folder leads: the files that are in it, and its package.json. Of `top`
 * only the latter counts: its packages are in a folder of their own. Undefined where one of the two has changed just now.
 */
function folderIdentities(top) {
  return once((folder) => {
    const files = folder === top ? "top" : identityOf(folder);
    const description = identityOf(path.join(folder, "package.json"));
    return files && description !== undefined ? `${files} ${description}` : undefined;
  });
}

module.exports = { folderIdentities, identityOf, once };
