/** The form of the file of what is kept: the length of an index and its checksum, the index, and the bytes that its entries tell of. */
"use strict";
const fs = require("node:fs");
const path = require("node:path");
const { crc32 } = require("node:zlib");

const HEAD = 8;
/** How much is read at once, in bytes: what was loaded together lies together. */
const WINDOW = 1 << 20;
/** V8 copies code that does not begin at such a place. */
const ALIGNMENT = 8;

const EMPTY = { modules: {}, leads: {}, folders: [] };

/** An empty one where there is none, or a broken one. */
exports.openKeptFile = function (file) {
  let descriptor;
  try {
    descriptor = fs.openSync(file, "r");
    const head = bytesAt(0, HEAD);
    const index = bytesAt(HEAD, head.readUInt32LE(0));
    if (crc32(index) === head.readUInt32LE(4))
      return { index: JSON.parse(index.toString()), content: reader(HEAD + index.length), close };
  } catch {
    // Nothing is kept, then.
  }
  close();
  return { index: EMPTY, content: () => undefined, close };

  function bytesAt(position, length) {
    const bytes = Buffer.allocUnsafeSlow(length);
    return bytes.subarray(0, fs.readSync(descriptor, bytes, 0, length, position));
  }

  function reader(body) {
    let window = Buffer.alloc(0);
    let start = 0;
    return (entry) => {
      const { at, bytes, sum } = entry;
      if (at < start || at + bytes > start + window.length) {
        window = bytesAt(body + at, Math.max(bytes, WINDOW));
        start = at;
      }
      const found = window.subarray(at - start, at - start + bytes);
      return crc32(found) === sum ? contentOf(entry, found) : undefined;
    };
  }

  function close() {
    if (descriptor !== undefined) fs.closeSync(descriptor);
    descriptor = undefined;
  }
};

function contentOf({ source, wide }, found) {
  return {
    source: wide ? found.ucs2Slice(0, source) : found.latin1Slice(0, source),
    code: found.subarray(aligned(source)),
  };
}

/** `modules`: by name, what is known of each, with its `source` and `code`. */
exports.writeKeptFile = function (file, { modules, leads, folders }) {
  const parts = [];
  let length = 0;
  const entries = {};
  for (const [name, { source, code, ...known }] of modules) {
    const wide = /[^\0-\xff]/.test(source);
    const text = Buffer.from(source, wide ? "utf16le" : "latin1");
    const bytes = Buffer.alloc(aligned(text.length) + code.length);
    text.copy(bytes);
    code.copy(bytes, aligned(text.length));
    entries[name] = { ...known, at: length, bytes: bytes.length, source: text.length, wide, sum: crc32(bytes) };
    const padding = Buffer.alloc(aligned(bytes.length) - bytes.length);
    parts.push(bytes, padding);
    length += bytes.length + padding.length;
  }
  const index = Buffer.from(JSON.stringify({ modules: entries, leads, folders }));
  const head = Buffer.alloc(HEAD);
  head.writeUInt32LE(index.length, 0);
  head.writeUInt32LE(crc32(index), 4);
  const temporary = `${file}.${process.pid}`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
  } catch {
    return;
  }
  try {
    fs.writeFileSync(temporary, Buffer.concat([head, index, ...parts]));
    fs.renameSync(temporary, file);
  } catch {
    // Where nothing can be written, the next run compiles again.
    fs.rmSync(temporary, { force: true });
  }
};

function aligned(length) {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
