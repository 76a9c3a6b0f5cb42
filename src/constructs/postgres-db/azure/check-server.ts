/** What Flexible Server refuses of a server: of an entry of the file, and of a construct's props. */
import type { SectionProblem } from "../../../model/component";
import { aksFacts } from "../../../targets/aks/facts";
import { postgresSizes, STORAGE_TIERS } from "../../../targets/aks/postgres-servers";
import { pairedRegion } from "../../../targets/aks/region-pairs";
import { windowMinutes } from "../../kit/windows";
import { storageTooSmall } from "../check";
import type { ServerSection } from "../section";
import {
  FIXED_PARAMETERS,
  grows,
  isBurstable,
  isForeignParameter,
  LARGEST_STORAGE,
  MOST_REPLICAS,
  SERVER_ID,
  SERVER_NAME,
  skuOf,
  storageMb,
} from "./server-facts";

type CheckedServer = Pick<
  ServerSection,
  | "size"
  | "storage"
  | "maxStorage"
  | "highAvailability"
  | "parameters"
  | "maintenanceWindow"
  | "readReplicas"
  | "restore"
  | "azure"
>;

export function checkFlexibleServer(server: CheckedServer, location: string): readonly SectionProblem[] {
  return [
    ...checkSku(server),
    ...checkZones(server, location),
    ...checkReplicas(server),
    ...checkStorage(server),
    ...checkGeoBackup(server, location),
    ...checkNetwork(server),
    ...checkParameters(server),
    ...checkWindow(server),
    ...checkSource(server),
  ];
}

const AZURE = "azure";

function checkSku(server: CheckedServer): readonly SectionProblem[] {
  const { sku } = server.azure;
  const path = [AZURE, "sku"];
  if (sku === undefined) return [];
  if (!postgresSizes().has(sku)) {
    return [
      {
        path,
        code: "DATABASE_SKU",
        message: `Flexible Server has no size '${sku}'.`,
        remedy: `Write one of those that there are, such as ${skuOf({ ...server, azure: { ...server.azure, sku: undefined } })}; or \`size\` alone.`,
      },
    ];
  }
  if (!isBurstable(sku)) return [];
  const without = (what: string, field: string): SectionProblem => ({
    path,
    code: "DATABASE_SKU",
    message: `'${sku}' is burstable: such a server has no ${what}.`,
    remedy: `Write a general-purpose size (GP_…) or a memory-optimized one (MO_…); or \`${field}\`.`,
  });
  return [
    ...(server.highAvailability ? [without("standby", "highAvailability: false")] : []),
    ...(server.readReplicas > 0 ? [without("read replicas", "readReplicas: 0")] : []),
  ];
}

function checkZones({ highAvailability }: CheckedServer, location: string): readonly SectionProblem[] {
  const zones = aksFacts.region.known[location];
  if (!highAvailability || zones === undefined || zones.length > 1) return [];
  return [
    {
      path: ["highAvailability"],
      code: "DATABASE_ZONES",
      message: `'${location}' has no zones: there is no second one for a standby.`,
      remedy: "Choose a location with zones, or write `highAvailability: false`.",
    },
  ];
}

function checkReplicas({ readReplicas }: CheckedServer): readonly SectionProblem[] {
  if (readReplicas <= MOST_REPLICAS) return [];
  const message = `'readReplicas' cannot be ${readReplicas}: Azure makes ${MOST_REPLICAS} of one server.`;
  return [{ path: ["readReplicas"], code: "DATABASE_REPLICAS", message }];
}

function checkStorage(server: CheckedServer): readonly SectionProblem[] {
  const { storage, maxStorage, azure } = server;
  const tooLarge = (field: string, value: number): SectionProblem => ({
    path: [field],
    code: "DATABASE_STORAGE",
    message: `'${field}' cannot be ${value}: ${LARGEST_STORAGE} GiB at most on Azure.`,
  });
  if (storage > LARGEST_STORAGE) return [tooLarge("storage", storage)];
  const found: SectionProblem[] = [];
  if (maxStorage !== undefined && maxStorage > LARGEST_STORAGE) found.push(tooLarge("maxStorage", maxStorage));
  else if (maxStorage !== undefined && maxStorage < storage) {
    found.push(storageTooSmall(storage, `what 'storage' begins with`));
  } else if (maxStorage !== undefined && grows(server)) {
    found.push({
      path: ["maxStorage"],
      code: "DATABASE_STORAGE_CEILING",
      severity: "warning",
      message: `Azure knows no ceiling: storage grows by itself beyond ${maxStorage} GiB, too, while it is nearly full.`,
      remedy: "Take `maxStorage` out; or write what `storage` says, so that storage never grows by itself.",
    });
  }
  const tiers = STORAGE_TIERS[storageMb(storage)] ?? [];
  if (azure.storageTier !== undefined && !tiers.includes(azure.storageTier)) {
    found.push({
      path: [AZURE, "storageTier"],
      code: "DATABASE_STORAGE",
      message: `A disk of ${storageMb(storage) / 1024} GiB has no tier '${azure.storageTier}': ${tiers.join(", ")}.`,
    });
  }
  return found;
}

function checkGeoBackup({ azure }: CheckedServer, location: string): readonly SectionProblem[] {
  const { geoBackup, geoEncryptionKey } = azure;
  if (geoBackup && pairedRegion(location) === undefined) {
    return [
      {
        path: [AZURE, "geoBackup"],
        code: "DATABASE_GEO_BACKUP",
        message: `'${location}' has no paired region in which copies of backups could be kept.`,
        remedy: "Write `geoBackup: false`, or choose a location that has one.",
      },
    ];
  }
  if (geoEncryptionKey && !geoBackup) {
    return [
      {
        path: [AZURE, "geoEncryptionKey"],
        code: "DATABASE_GEO_BACKUP",
        message: "There are no backups in the paired region for a key to encrypt.",
        remedy: "Write `geoBackup: true`, or take the key out.",
      },
    ];
  }
  return [];
}

/** A server in a subnet of its own has no private endpoint (PrivateEndpointFeatureNotSupportedOnServer), nor one of both zones. */
function checkNetwork({ azure }: CheckedServer): readonly SectionProblem[] {
  if (!azure.privateEndpoint) return [];
  return (["subnetId", "privateZoneId"] as const).flatMap((field): readonly SectionProblem[] =>
    azure[field] === undefined
      ? []
      : [
          {
            path: [AZURE, field],
            code: "DATABASE_NETWORK",
            message: `A server stands in a subnet of its own, or is reached by a private endpoint: '${field}' and 'privateEndpoint' say both.`,
            remedy: "Take one of them out. Neither can be changed once the server is made.",
          },
        ],
  );
}

/** What the construct sets for safety is not to be undone by the way; and what is another cloud's own is told. */
function checkParameters({ parameters, azure }: CheckedServer): readonly SectionProblem[] {
  const given = [
    ...Object.entries(parameters).map(([name, value]) => ({ path: ["parameters", name], name, value })),
    ...Object.entries(azure.parameters).map(([name, value]) => ({ path: [AZURE, "parameters", name], name, value })),
  ];
  return given.flatMap(({ path, name, value }): readonly SectionProblem[] => {
    const allowed = Object.hasOwn(FIXED_PARAMETERS, name) ? FIXED_PARAMETERS[name] : undefined;
    if (allowed && !allowed.some((one) => one.toLowerCase() === value.toLowerCase())) {
      return [
        {
          path,
          code: "DATABASE_TLS_REQUIRED",
          message: `'${name}' cannot be '${value}': connections need TLS 1.2, and passwords are kept as SCRAM verifiers.`,
          remedy: `Take \`${name}\` out${allowed.length > 1 ? `, or write ${allowed.join(" or ")}` : ""}.`,
        },
      ];
    }
    if (!isForeignParameter(name)) return [];
    return [
      {
        path,
        code: "DATABASE_PARAMETER",
        severity: "warning",
        message: `'${name}' is a parameter of RDS alone: Azure's server does without.`,
        remedy: "What Azure calls otherwise stands under `azure.parameters`.",
      },
    ];
  });
}

function checkWindow({ maintenanceWindow }: CheckedServer): readonly SectionProblem[] {
  const least = aksFacts.windows.maintenance.shortest;
  if (maintenanceWindow === undefined || windowMinutes(maintenanceWindow) >= least) return [];
  const message = `The window ${maintenanceWindow} has ${windowMinutes(maintenanceWindow)} minutes; Azure needs ${least} at least.`;
  return [{ path: ["maintenanceWindow"], code: "DATABASE_WINDOW", message }];
}

function checkSource({ restore, azure }: CheckedServer): readonly SectionProblem[] {
  if (restore === undefined) {
    if (azure.restoreMode === "point-in-time") return [];
    return [
      {
        path: [AZURE, "restoreMode"],
        code: "DATABASE_RESTORE_SOURCE",
        message: "There is no `restore` whose mode this could be.",
        remedy: "Say from what the server is made, `restore`; or take `restoreMode` out.",
      },
    ];
  }
  const isId = SERVER_ID.test(restore.from);
  if (isId || (azure.restoreMode === "point-in-time" && SERVER_NAME.test(restore.from))) return [];
  return [
    {
      path: ["restore", "from"],
      code: "DATABASE_RESTORE_SOURCE",
      message:
        azure.restoreMode === "point-in-time"
          ? `'${restore.from}' is no server of Flexible Server.`
          : `'${restore.from}' is no server's resource id, by which alone one is found that is gone, or in another region.`,
      remedy:
        "Write the name of another server of the file, what Azure calls one of the same resource group, or its resource id (/subscriptions/…/flexibleServers/…).",
    },
  ];
}
