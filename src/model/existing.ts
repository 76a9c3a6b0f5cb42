/**
 * What an environment file names that exists already, whoever made it. A real deployment finds it in the cloud; a rehearsal is
 * told of it, and finds it in the simulated one.
 */
export type ExistingObject =
  | {
      readonly kind: "encryption-key";
      readonly id: string;
      /** The identity that may use it, where that is named beside it. @default none is named */
      readonly identity?: string;
    }
  | {
      /** What a server is restored from. */
      readonly kind: "database-backup";
      /** A server of another owner, backups that one left which is gone, or a snapshot. */
      readonly source: "server" | "backups" | "snapshot";
      readonly id: string;
      /** Major version. */
      readonly version: string;
      /** GiB. */
      readonly storage: number;
      /** Id of its key. @default nobody has said */
      readonly key?: string;
    }
  | { readonly kind: "dns-zone"; readonly id: string; readonly name: string }
  | {
      readonly kind: "network";
      readonly id: string;
      /** IPv4 range. */
      readonly cidr: string;
      readonly subnets: readonly { readonly id: string; readonly zone: string }[];
    }
  | {
      readonly kind: "cluster";
      readonly name: string;
      /** Kubernetes minor. */
      readonly version: string;
      readonly endpoint: string;
      /** Base64 of PEM. */
      readonly certificateAuthority: string;
      readonly securityGroupId: string;
      readonly nodeRoleName: string;
    }
  | {
      /** A machine that is reached by SSH. */
      readonly kind: "host";
      readonly name: string;
      /** IPv4 address or name, as the file says it. */
      readonly address: string;
      readonly port: number;
      /** Who logs in. */
      readonly user: string;
    };

/** All that one environment names, as the app tells it to the simulated clouds. */
export interface ExistingObjects {
  readonly environment: string;
  readonly target: string;
  readonly account: string;
  readonly region: string;
  readonly things: readonly ExistingObject[];
}

/** Beside the folder of the rehearsed states: a file for each environment, `<name>.json`. */
export const EXISTING_FOLDER = "existing";
