/** The API server's endpoint as it is answered: `keepalived:192.0.2.10`, `external:api.example.org:6443`, `single`. */
import type { AnswerProblem } from "../../../model/new-block";
import { yamlScalar } from "../../../model/yaml-scalar";

export const ENDPOINT_FORM = "kind[:address]";
const FORM = /^(external|kube-vip|keepalived|single)(?::([^:\s]+)(?::(\d{1,5}))?)?$/;

export function endpointLine(answer: string): string | AnswerProblem {
  const [, kind, place, port] = FORM.exec(answer) ?? [];
  const isWhole = kind !== undefined && (kind === "single" || place !== undefined);
  if (!isWhole || (port !== undefined && kind !== "external")) {
    return {
      option: "endpoint",
      code: "INIT_ENDPOINT_FORM",
      hides: ["kubeadm.endpoint"],
      message: `'${answer}' says no endpoint.`,
      remedy:
        "Write keepalived:<unused address>, kube-vip:<unused address>, external:<name or address of your load balancer>[:<port>], or single (of one control plane).",
    };
  }
  const field = kind === "external" || kind === "single" ? "host" : "address";
  const fields = [
    `kind: ${kind}`,
    ...(place === undefined ? [] : [`${field}: ${yamlScalar(place)}`]),
    ...(port === undefined ? [] : [`port: ${Number(port)}`]),
  ];
  return `endpoint: { ${fields.join(", ")} } # fixed when the cluster is made`;
}
