/** Asks the fake cluster, over its socket. */
import * as http from "node:http";
import type { ClusterAnswer, ClusterQuestion } from "./questions";

const LIMIT = 30_000;

export function ask(socketPath: string, question: ClusterQuestion): Promise<ClusterAnswer> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { socketPath, path: "/", method: "POST", agent: false, timeout: LIMIT },
      (response) => {
        const parts: Buffer[] = [];
        response.on("data", (part: Buffer) => parts.push(part));
        response.on("end", () => resolve(JSON.parse(Buffer.concat(parts).toString("utf8")) as ClusterAnswer));
        response.on("error", reject);
      },
    );
    request.on("error", reject);
    request.on("timeout", () => request.destroy(new Error("the fake cluster does not answer")));
    request.end(JSON.stringify(question));
  });
}
