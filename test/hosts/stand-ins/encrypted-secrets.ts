/** By which key each Secret lies in the fake etcd. An API server reads none whose key it does not know, as the real one (storage/value's transformers). */
import type { ApiAnswer, ApiRequest, KubeObject } from "./objects";

const SECRET = /^\/api\/v1\/namespaces\/([^/]+)\/secrets\/([^/]+)$/;
const SECRETS = /^\/api\/v1(\/namespaces\/[^/]+)?\/secrets$/;

export class EncryptedSecrets {
  private readonly keyOf = new Map<string, string>();

  /** @returns what an API server says that cannot read what is asked for */
  public unread(
    path: string,
    objects: ReadonlyMap<string, KubeObject>,
    known: readonly string[] = [],
  ): string | undefined {
    const wanted = SECRET.test(path)
      ? [path]
      : SECRETS.test(path)
        ? [...objects.keys()].filter(
            (at) => SECRET.test(at) && (path === "/api/v1/secrets" || at.startsWith(`${path}/`)),
          )
        : [];
    const without = wanted.find((at) => this.keyOf.has(at) && !known.includes(this.keyOf.get(at) ?? ""));
    return (
      without &&
      `unable to transform key "${etcdKey(without)}": no matching key was found for the provided Secretbox transformer`
    );
  }

  public written({ method, keys = [], body }: ApiRequest, path: string, { status }: ApiAnswer): void {
    if (status >= 300) return;
    const at = method === "POST" && SECRETS.test(path) ? `${path}/${(body as KubeObject).metadata.name}` : path;
    if (!SECRET.test(at)) return;
    if (method === "DELETE") this.keyOf.delete(at);
    else if (method !== "GET" && keys[0] !== undefined) this.keyOf.set(at, keys[0]);
  }

  /** `etcdctl get /registry/secrets/ --prefix -w json`. */
  public inEtcd(objects: ReadonlyMap<string, KubeObject>): string {
    const kvs = [...objects.keys()]
      .filter((at) => SECRET.test(at))
      .map((at) => {
        const key = this.keyOf.get(at);
        const value = `${key === undefined ? "k8s" : `k8s:enc:secretbox:v1:${key}:`}${"\0\n".repeat(40)}`;
        return { key: base64(etcdKey(at)), create_revision: 1, mod_revision: 2, version: 1, value: base64(value) };
      });
    return `${JSON.stringify({ header: { revision: 2 }, kvs, count: kvs.length })}\n`;
  }
}

const base64 = (text: string): string => Buffer.from(text).toString("base64");

const etcdKey = (path: string): string => {
  const [, namespace, name] = SECRET.exec(path) ?? [];
  return `/registry/secrets/${namespace}/${name}`;
};
