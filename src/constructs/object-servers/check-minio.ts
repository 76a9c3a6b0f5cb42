/** What MinIO refuses of how many servers there are, and what it has none of. */
import type { SectionProblem } from "../../model/component";
import type { ObjectServersSection } from "./section";

/** Of a set of drives over which an object is spread (minio, cmd/endpoint-ellipses.go, setSizes). */
const MOST_SERVERS = 16;

type Checked = Pick<ObjectServersSection, "servers" | "copies" | "indexStorage" | "gateways" | "values" | "minio">;

export function checkMinioServers(section: Checked): readonly SectionProblem[] {
  const { servers, copies, values, minio } = section;
  return [
    ...(["indexStorage", "gateways"] as const).flatMap((field) =>
      section[field] === undefined
        ? []
        : [refused([field], "MinIO has no servers of their own for this: each of its `servers` does all of it.")],
    ),
    ...(Object.keys(values).length > 0 ? [refused(["values"], "MinIO is installed by no chart here.")] : []),
    ...(servers > MOST_SERVERS
      ? [
          {
            path: ["servers"],
            code: "OBJECT_SERVERS_ENGINE",
            message: `MinIO spreads an object over ${MOST_SERVERS} servers at most, and ${servers} are asked for.`,
            remedy: `Write ${MOST_SERVERS} or fewer, and more sets of them (\`minio.pools\`).`,
          },
        ]
      : checkParity(servers, copies)),
    ...(servers === 1 && minio.pools > 1
      ? [
          {
            path: ["minio", "pools"],
            code: "OBJECT_SERVERS_ENGINE",
            message: "A server that stands alone is one that MinIO makes no sets of.",
            remedy: "Write 2 or more `servers`, or leave `pools` out.",
          },
        ]
      : []),
  ];
}

const refused = (path: readonly string[], message: string): SectionProblem => ({
  path,
  at: "key",
  code: "OBJECT_SERVERS_ENGINE",
  message,
  remedy: "Take it out, or write `engine: seaweedfs`.",
});

/** So many servers may be lost as there are copies less one: shards of parity, of which no more than half of all can be. */
function checkParity(servers: number, copies: number): readonly SectionProblem[] {
  const least = Math.max(copies === 1 ? 1 : 2, 2 * (copies - 1));
  if (servers < least) {
    return [
      {
        path: ["servers"],
        code: "OBJECT_SERVERS_COPIES",
        message: `MinIO needs ${least} servers for \`copies: ${copies}\`, and there would be ${servers}.`,
        remedy: `Write ${least + 1} or more \`servers\`, or fewer \`copies\`.`,
      },
    ];
  }
  // Of as many as may be lost and as many more, one more has to answer for something to be written.
  const mayBeAway = servers === 2 * (copies - 1) ? copies - 2 : copies - 1;
  if (mayBeAway > 0 || copies === 1) return [];
  return [
    {
      path: ["servers"],
      severity: "warning",
      code: "OBJECT_SERVERS_COPIES",
      message: `While one of ${servers} servers is away, no object is taken.`,
      remedy: `Write ${servers + 1} or more \`servers\`.`,
    },
  ];
}
