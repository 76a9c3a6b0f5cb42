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
      /** What it lies in, where rights are given there. @default none are */
      readonly vault?: string;
    }
  | { readonly kind: "image-registry"; readonly id: string }
  | {
      /** What a server is restored from. */
      readonly kind: "database-backup";
      /** A server of another owner, copies of its backups in another region, backups that one left which is gone, or a snapshot. */
      readonly source: "server" | "copies" | "backups" | "snapshot";
      readonly id: string;
      /** Major version. */
      readonly version: string;
      /** GiB. */
      readonly storage: number;
      /** Id of its key. @default nobody has said */
      readonly key?: string;
    }
  | {
      readonly kind: "dns-zone";
      readonly id: string;
      readonly name: string;
      /** Whether its owner has linked it with the network from which it is asked. @default nobody has said */
      readonly linked?: boolean;
    }
  | {
      /** One of a network of which nothing more is said. */
      readonly kind: "subnet";
      readonly id: string;
      /** The service to which it is given as a whole. @default none */
      readonly delegation?: string;
    }
  | {
      readonly kind: "network";
      readonly id: string;
      /** IPv4 range. */
      readonly cidr: string;
      readonly subnets: readonly {
        readonly id: string;
        /** The zone that it is bound to; absent where subnets span a region. */
        readonly zone?: string;
        /** The service to which it is given as a whole. @default none */
        readonly delegation?: string;
        /** Whether whoever owns it has given it a way out to the internet. @default nobody has said */
        readonly wayOut?: boolean;
      }[];
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
      readonly kind: "cluster-by-id";
      /** The whole id that the cloud gave it. */
      readonly id: string;
      /** Kubernetes minor. */
      readonly version: string;
      readonly endpoint: string;
      /** Base64 of PEM. */
      readonly certificateAuthority: string;
      readonly oidcIssuer: string;
      /** Object id of the identity of its control plane. */
      readonly principal: string;
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
      /** What else would have been prepared, and its owner sees to: names of stages. @default nothing */
      readonly seenTo?: readonly string[];
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
