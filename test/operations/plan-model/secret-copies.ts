/** How secrets stand in texts: copies of a known one, and what gives one away that nothing marks. */
import { gzipSync } from "node:zlib";
import { stringify } from "yaml";

export const base64 = (text: string): string => Buffer.from(text, "utf8").toString("base64");

/** How a known secret stands within something longer. */
export const COPIES: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `the word is ${secret}.`,
  (secret) => `x${secret}y`,
  (secret) => `before\n  ${secret}\nafter`,
  (secret) => base64(secret),
  (secret) => base64(`a text with ${secret} in it`),
  (secret) => `see ${base64(`ab${secret}`)} here`,
  (secret) => Buffer.from(`?${secret}?`, "utf8").toString("base64url"),
  (secret) => base64(base64(`x ${secret} y`)),
  (secret) => gzipSync(`#!/bin/sh\necho ${secret}\n`).toString("base64"),
  (secret) => Buffer.from(`echo ${secret}`, "utf16le").toString("base64"),
  (secret) => Buffer.from(secret, "utf8").toString("hex"),
  (secret) => `https://x.example.org/a?q=${encodeURIComponent(secret)}&b=1`,
  (secret) => `q=${encodeURIComponent(secret).replaceAll("%20", "+")}`,
  (secret) => JSON.stringify({ note: secret, list: [secret, 1] }),
  (secret) => JSON.stringify({ [secret]: 1 }),
  (secret) => `run '${JSON.stringify({ note: secret })}'`,
  (secret) => JSON.stringify({ inner: JSON.stringify({ note: `is ${secret}` }) }),
  (secret) => stringify({ app: { note: secret, args: ["--x", `--y=${secret}`] } }),
  (secret) => stringify({ app: { script: `#!/bin/sh\necho ${secret}\n` } }),
  (secret) => base64(JSON.stringify({ a: { b: [secret] } })),
  (secret) => `<a>${secret.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")}</a>`,
];

/** What gives a secret away that nothing marks. */
export const GIVEAWAYS: readonly ((secret: string) => string)[] = [
  (secret) => `#!/bin/bash\nset -e\nexport DB_PASSWORD=${secret}\n`,
  (secret) => base64(`#!/bin/bash\nset -e\nexport DB_PASSWORD="${secret}"\nrun\n`),
  (secret) => gzipSync(`#cloud-config\npassword: ${secret}\n`).toString("base64"),
  (secret) => `#cloud-config\nruncmd:\n  - mysql --password=${secret} x\n`,
  (secret) =>
    `#cloud-config\nwrite_files:\n  - path: /etc/x.ini\n    content: |\n      [db]\n      password = ${secret}\n`,
  (secret) => `serve --token ${secret} --port 80`,
  (secret) => `Authorization: Bearer ${secret}`,
  (secret) => `Authorization: Basic ${base64(`app:${secret}`)}`,
  (secret) => base64(`app:${secret}`),
  (secret) => `db.url=jdbc:x\ndb.password=${secret}\n`,
  (secret) => `Server=db;User Id=app;Password=${secret};Encrypt=True`,
  (secret) => `postgres://app:${encodeURIComponent(secret)}@db.example.org/app`,
  (secret) => `https://x.example.org/?access_token=${encodeURIComponent(secret)}`,
  (secret) => base64(JSON.stringify({ auths: { "x.io": { auth: base64(`app:${secret}`) } } })),
  (secret) => JSON.stringify({ user: "app", password: secret }),
  (secret) => JSON.stringify([{ name: "DB_PASSWORD", value: secret }]),
  (secret) => JSON.stringify({ Statement: [{ Condition: { StringEquals: { "aws:token": secret } } }] }),
  (secret) => stringify({ auth: { adminPassword: secret, existingSecret: "x" } }),
  (secret) => stringify({ apiVersion: "v1", kind: "Secret", stringData: { word: secret } }),
  (secret) => stringify({ extraArgs: [`--api-key=${secret}`] }),
];
