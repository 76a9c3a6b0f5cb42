/** What all implementations of a cache's services do alike: passwords by user, the files that Jobs read them from, what is told of them. */
import { Construct } from "constructs";
import { JangadaError } from "../../errors";
import { portText } from "../kit/cdktf/port-text";
import { ServicePasswords } from "../secrets/service-passwords";
import type { CacheServicesAttributes, CacheServicesProps } from "./cache-services";
import { MAX_PASSWORD_REVISION } from "./section";

/** Below the path of a service: the authority that signed the cache's certificate, where no public one did. */
export const AUTHORITY_SECRET = "authority";

/** By service, in the order of their names. @param scope Holds a construct for each service, by its name. */
export function makePasswords(scope: Construct, props: CacheServicesProps): ReadonlyMap<string, ServicePasswords> {
  const { cache, secrets, namespace, secretPrefix, deleteWithEnvironment } = props;
  const revision = checkedRevision(scope, props);
  const users = cache.attributes.users;
  return new Map(
    Object.keys(users)
      .sort()
      .map((service) => [
        service,
        new ServicePasswords(scope, service, {
          secrets,
          namespace,
          server: cache.cacheName,
          service,
          // The user stays the same: a server takes two passwords of one.
          username: () => users[service] ?? service,
          remotePrefix: `${secretPrefix}/${service}`,
          revision,
          deleteWithEnvironment,
        }),
      ]),
  );
}

function checkedRevision(scope: Construct, { passwordRevision = 1 }: CacheServicesProps): number {
  if (Number.isInteger(passwordRevision) && passwordRevision >= 1 && passwordRevision <= MAX_PASSWORD_REVISION) {
    return passwordRevision;
  }
  throw new JangadaError({
    code: "CACHE_REVISION",
    message: `'${passwordRevision}' is no revision of passwords: a whole number from 1 to ${MAX_PASSWORD_REVISION}.`,
    place: { construct: scope.node.path, path: "passwordRevision" },
  });
}

/** Name of the Secret by the path of the file that its password becomes: `orders/2`. */
export function passwordFiles(passwords: ReadonlyMap<string, ServicePasswords>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...passwords].flatMap(([service, made]) =>
      made.revisions.map((revision) => [`${service}/${revision}`, made.nameOf(revision)] as const),
    ),
  );
}

/** `users` as the scripts read it: a line for each, with the service and its user. */
export const userLines = (users: Readonly<Record<string, string>>): string =>
  Object.entries(users)
    .map(([service, user]) => `${service} ${user}`)
    .sort()
    .join("\n");

export function attributesOf(
  { runs, cache, secretPrefix }: CacheServicesProps,
  passwords: ReadonlyMap<string, ServicePasswords>,
): CacheServicesAttributes {
  // Of a cloud's the authority is a public one.
  const authorities = cache.attributes.details["authoritySecret"] === undefined ? [] : [...passwords.keys()];
  return {
    runs,
    connectionSecrets: Object.fromEntries([...passwords].map(([service, { currentName }]) => [service, currentName])),
    authoritySecrets: Object.fromEntries(
      authorities.map((service) => [service, `${secretPrefix}/${service}/${AUTHORITY_SECRET}`]),
    ),
    host: cache.host,
    port: portText(cache.port),
    mode: cache.mode,
    readerHost: cache.readerHost,
  };
}
