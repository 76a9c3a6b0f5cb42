/** The chart external-dns. */
import { everyOption } from "./every-option";
import { containerOf, replicasOf } from "./pods";
import { named, releasesOfChart } from "./rendered";

/** As external-dns calls the cloud's zones. */
const PROVIDERS: { readonly [target: string]: string } = { eks: "aws", aks: "azure" };

describe.each(releasesOfChart("external-dns"))("in $environment.name", ({ environment, documents }) => {
  const { args = [] } = containerOf(named(documents, "Deployment", "external-dns"));

  test("it writes into the zone of the file alone, and takes nothing away", () => {
    const { dnsZone } = environment.file["ingress"] as { readonly dnsZone: { readonly name: string } };
    expect(args).toEqual(
      expect.arrayContaining([
        `--domain-filter=${dnsZone.name}`,
        "--policy=upsert-only",
        "--registry=txt",
        `--txt-owner-id=${environment.name}`,
        "--source=ingress",
        `--provider=${PROVIDERS[environment.file.target]}`,
      ]),
    );
    expect(args.filter((arg) => /^--(domain-filter|source)=/.test(arg))).toHaveLength(2);
  });

  test("one writes, never two", () => {
    const deployment = named(documents, "Deployment", "external-dns");
    expect(replicasOf(deployment)).toBe(1);
    expect(deployment["spec"]).toMatchObject({ strategy: { type: "Recreate" } });
  });
});

test("the file's own values arrive", () => {
  expect(named(everyOption("external-dns"), "Deployment", "external-dns")["spec"]).toMatchObject({
    template: { metadata: { labels: { asked: "external-dns" } } },
  });
});
