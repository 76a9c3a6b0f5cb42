/** How the Job logs in to a server in the cluster: by the Secret that stands beside the server's pods, with the authority of its certificate. */
import type { IPostgresDb } from "../contract";
import { ADMIN_VOLUME, type AdminLogin } from "./services-job";

/** Undefined of a server that no operator runs. */
export function operatorLogin(server: IPostgresDb): AdminLogin | undefined {
  const { admin, attributes } = server;
  if (admin.kind !== "operator") return undefined;
  const keys = (...names: readonly string[]) => names.map((key) => ({ key, path: key }));
  return {
    volume: {
      name: ADMIN_VOLUME.name,
      projected: [
        {
          defaultMode: "0440",
          sources: [
            { secret: [{ name: admin.secretName, items: keys("username", "password") }] },
            // The key of its certificate stays where it is.
            { secret: [{ name: attributes.details["authoritySecret"] ?? "", items: keys("ca.crt") }] },
          ],
        },
      ],
    },
    authorities: `${ADMIN_VOLUME.path}/ca.crt`,
    ready: [server],
  };
}
