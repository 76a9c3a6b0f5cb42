import { AZURE_REGIONS } from "../../../src/targets/aks/regions";
import { zoneRedundantDisks } from "../../../src/targets/aks/zone-redundant-disks";

test("they are where a location has three zones, and nowhere else", () => {
  const offered = Object.keys(AZURE_REGIONS).filter((location) => zoneRedundantDisks(location) !== undefined);

  expect(offered.length).toBeGreaterThan(20);
  for (const location of offered) expect(AZURE_REGIONS[location]).toBe(3);
  expect(zoneRedundantDisks("westus")).toBeUndefined();
});
