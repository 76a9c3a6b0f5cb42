/** What charts take and what they do not, as a person meets it in a file. */
import { loadText } from "../../src/environment/load";

const BASE = `name: dev
target: eks
profile: minimal
owner: platform
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/admin"] }
`;

const CLUSTER = "cluster: {}\n";

describe("chart values in an environment file", () => {
  test("of the wrong type are refused, each where it stands", () => {
    const text = `${BASE}metricsServer:
  values:
    containerPort: 70000
cluster:
  aws:
    values:
      karpenter:
        replicas: "4"
        tolerations:
          - operator: Exist
ingress:
  host: a.example.org
  values:
    traefik: { deployment: { replicas: -1 }, additionalArguments: --log.level=DEBUG }
    certManager: { replicaCount: 1.5 }
    externalDns: { policy: everything }
  aws:
    values:
      loadBalancerController: { enableWaf: "no" }
secrets:
  values:
    webhook: [1]
`;
    const { problems } = loadText(text, "environment.yaml");

    expect(problems.map(({ place, code }) => `${place?.line}:${place?.column} ${place?.path} ${code}`)).toEqual([
      "8:20 metricsServer.values.containerPort CHART_VALUE_NOT_ALLOWED",
      "13:19 cluster.aws.values.karpenter.replicas CHART_VALUE_TYPE",
      "15:23 cluster.aws.values.karpenter.tolerations[0].operator CHART_VALUE_NOT_ALLOWED",
      "19:40 ingress.values.traefik.deployment.replicas CHART_VALUE_NOT_ALLOWED",
      "19:67 ingress.values.traefik.additionalArguments CHART_VALUE_TYPE",
      "20:34 ingress.values.certManager.replicaCount CHART_VALUE_TYPE",
      "21:28 ingress.values.externalDns.policy CHART_VALUE_NOT_ALLOWED",
      "24:44 ingress.aws.values.loadBalancerController.enableWaf CHART_VALUE_TYPE",
      "27:14 secrets.values.webhook CHART_VALUE_TYPE",
    ]);
    expect(problems[1]?.remedy).toBe("Write 4 without quotes.");
    expect(problems[2]?.remedy).toBe("Did you mean 'Exists'?");
  });

  test("that undo a protection are warned about, each where it stands", () => {
    const text = `${BASE}${CLUSTER}ingress:
  host: a.example.org
  values:
    traefik:
      api: { insecure: true }
      additionalArguments: [--log.level=INFO, --api.dashboard=true]
      securityContext: { readOnlyRootFilesystem: false }
      image: { registry: example.org }
    certManager: { webhook: { hostNetwork: true } }
secrets: { values: { rbac: { aggregateToEdit: true } } }
`;
    const { environment, problems } = loadText(text, "environment.yaml");
    const told = (environment?.warnings ?? []).map(
      ({ place, code }) => `${place?.line}:${place?.column} ${place?.path} ${code}`,
    );

    expect(problems).toEqual([]);
    expect(told).toEqual([
      "11:24 ingress.values.traefik.api.insecure CHART_VALUE_UNSAFE",
      "12:47 ingress.values.traefik.additionalArguments[1] CHART_VALUE_UNSAFE",
      "13:50 ingress.values.traefik.securityContext.readOnlyRootFilesystem CHART_VALUE_UNSAFE",
      "14:26 ingress.values.traefik.image.registry CHART_VALUE_UNSAFE",
      "15:44 ingress.values.certManager.webhook.hostNetwork CHART_VALUE_UNSAFE",
      "16:47 secrets.values.rbac.aggregateToEdit CHART_VALUE_UNSAFE",
    ]);
    expect(environment?.warnings[0]).toMatchObject({
      message: expect.stringMatching(/undoes a protection/) as string,
      remedy: expect.stringMatching(/unless/) as string,
    });
  });

  test("that remove a default are none", () => {
    const { problems } = loadText(`${BASE}${CLUSTER}secrets: { values: { resources: null, log: ~ } }\n`, "f");

    expect(problems).toEqual([]);
  });
});
