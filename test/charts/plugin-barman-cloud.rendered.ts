/** The chart of what carries servers' backups to a store of objects. */
import { containerOf, podOf, replicasOf } from "./pods";
import { aggregated, bindingsOf, rulesOf } from "./rbac";
import { named, ofKind, releasesOfChart } from "./rendered";

const NAME = "barman-cloud";

describe.each(releasesOfChart("plugin-barman-cloud"))("in $environment.name", ({ documents }) => {
  const plugin = named(documents, "Deployment", NAME);

  test("it brings no right but to lead: the others stand in the project, and are of one namespace", () => {
    expect(rulesOf(documents).filter((line) => !line.startsWith("Role barman-cloud-leader-election-role: "))).toEqual(
      [],
    );
    expect(bindingsOf(documents)).toEqual([
      "RoleBinding of Role barman-cloud-leader-election-role to ServiceAccount postgres/barman-cloud",
    ]);
    expect(aggregated(documents)).toEqual([]);
  });

  test("one copy runs, as the account that has its rights", () => {
    expect(replicasOf(plugin)).toBe(1);
    expect(podOf(plugin).serviceAccountName).toBe(NAME);
    expect(podOf(plugin).priorityClassName).toBe("jangada-platform");
    expect(containerOf(plugin).image).toMatch(/^ghcr\.io\/cloudnative-pg\/plugin-barman-cloud:v[\d.]+$/);
  });

  test("the operator finds it by its Service, and both have certificates of cert-manager's", () => {
    expect(ofKind(documents, "Certificate")).toHaveLength(2);
    const [service] = ofKind(documents, "Service");
    expect(service?.metadata.labels).toMatchObject({ "cnpg.io/pluginName": "barman-cloud.cloudnative-pg.io" });
  });
});
