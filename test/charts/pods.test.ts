import { unrestricted } from "./pods";
import type { KubernetesDocument } from "./helm";

const SAFE = {
  runAsNonRoot: true,
  allowPrivilegeEscalation: false,
  capabilities: { drop: ["ALL"] },
  seccompProfile: { type: "RuntimeDefault" },
};

function problems(securityContext: object, pod: object = {}): readonly string[] {
  const deployment: KubernetesDocument = {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "d" },
    spec: { template: { spec: { containers: [{ name: "c", securityContext }], ...pod } } },
  };
  return unrestricted([deployment]);
}

test("a container that keeps to the level is taken, also where the pod says half of it", () => {
  expect(problems(SAFE)).toEqual([]);
  const { allowPrivilegeEscalation, capabilities, ...ofPod } = SAFE;
  expect(problems({ allowPrivilegeEscalation, capabilities }, { securityContext: ofPod })).toEqual([]);
});

test.each<[object, object, string]>([
  [{ ...SAFE, runAsNonRoot: undefined }, {}, "d: c: may run as root"],
  [{ ...SAFE, allowPrivilegeEscalation: true }, {}, "d: c: may gain privileges"],
  [{ ...SAFE, privileged: true }, {}, "d: c: may gain privileges"],
  [{ ...SAFE, capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } }, {}, "d: c: keeps capabilities"],
  [{ ...SAFE, seccompProfile: { type: "Unconfined" } }, {}, "d: c: has no seccomp profile"],
  [SAFE, { hostNetwork: true }, "d: the host's own network or processes"],
  [SAFE, { volumes: [{ name: "v", hostPath: {} }] }, "d: the host's path v"],
])("%j in a pod with %j is refused", (container, pod, problem) => {
  expect(problems(container, pod)).toEqual([problem]);
});
