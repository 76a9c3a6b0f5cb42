/** What of the servers of objects no field alone says. */
import type { SectionProblem } from "../../model/component";
import { chartValueProblems } from "../kit/cluster/check-values";
import { checkMinioServers } from "./check-minio";
import type { ObjectServersSection } from "./section";

type Checked = Pick<
  ObjectServersSection,
  "engine" | "servers" | "copies" | "indexStorage" | "gateways" | "values" | "minio"
>;

export function checkObjectServers(section: Checked): readonly SectionProblem[] {
  const { engine, servers, copies, values, minio } = section;
  if (engine === "minio") return checkMinioServers(section);
  return [
    ...checkCopies(servers, copies),
    ...chartValueProblems("seaweedfs", values, ["values"]),
    ...(minio.pools > 1 || minio.image !== undefined || minio.clientImage !== undefined ? [MINIO_ALONE] : []),
  ];
}

const MINIO_ALONE: SectionProblem = {
  path: ["minio"],
  code: "OBJECT_SERVERS_ENGINE",
  message: "What stands under `minio` is of servers of MinIO, and these are SeaweedFS.",
  remedy: "Leave it out, or write `engine: minio`.",
};

/** Two copies are never on one server, and an object that finds no place for all of its copies is refused. */
function checkCopies(servers: number, copies: number): readonly SectionProblem[] {
  if (servers < copies) {
    return [
      {
        path: ["servers"],
        code: "OBJECT_SERVERS_COPIES",
        message: `${copies} copies of each object need as many servers, and there would be ${servers}: none would be taken.`,
        remedy: `Write ${copies + 1} or more \`servers\`, or fewer \`copies\`.`,
      },
    ];
  }
  if (servers > copies || copies === 1) return [];
  return [
    {
      path: ["servers"],
      severity: "warning",
      code: "OBJECT_SERVERS_COPIES",
      message: `While one of ${servers} servers is away, no object is taken: ${copies} copies find no place.`,
      remedy: `Write ${copies + 1} or more \`servers\`.`,
    },
  ];
}
