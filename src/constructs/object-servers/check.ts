/** What of the servers of objects no field alone says. */
import type { SectionProblem } from "../../model/component";
import { chartValueProblems } from "../kit/cluster/check-values";
import type { ObjectServersSection } from "./section";

type Checked = Pick<ObjectServersSection, "servers" | "copies" | "values">;

export function checkObjectServers({ servers, copies, values }: Checked): readonly SectionProblem[] {
  return [...checkCopies(servers, copies), ...chartValueProblems("seaweedfs", values, ["values"])];
}

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
