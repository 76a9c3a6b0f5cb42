import { REDIS_SIZES, REDIS_WITHOUT_GEO_REPLICATION } from "../../../src/targets/aks/redis-sizes";
import { AZURE_REGIONS } from "../../../src/targets/aks/regions";
import { azureSizes } from "../../../src/targets/aks/sizes";
import { offersVmSize, vmSizes } from "../../../src/targets/aks/vm-sizes";

test.each([
  ["Standard_D4ds_v5", { cpus: 4, memory: 16, architecture: "amd64", localDisk: true }],
  ["Standard_D4s_v5", { cpus: 4, memory: 16, architecture: "amd64", localDisk: false }],
  ["Standard_D4ps_v6", { cpus: 4, memory: 16, architecture: "arm64", localDisk: false }],
  ["Standard_D4pds_v6", { cpus: 4, memory: 16, architecture: "arm64", localDisk: true }],
  ["Standard_E96ds_v5", { cpus: 96, memory: 672, architecture: "amd64", localDisk: true }],
  ["Standard_B2ats_v2", { cpus: 2, memory: 1, architecture: "amd64", localDisk: false }],
])("%s", (name, expected) => {
  expect(vmSizes().get(name)).toMatchObject(expected);
});

test.each(["valueOf", "Standard_D3ds_v5", "Standard_A0", "Standard_NC6s_v3", "m5.large", ""])(
  "there is no size '%s'",
  (name) => {
    expect(vmSizes().has(name)).toBe(false);
    expect(offersVmSize("westeurope", name)).toBe(false);
  },
);

test("a location that is none offers nothing", () => {
  expect(offersVmSize("eu-west-1", "Standard_D4ds_v5")).toBe(false);
  expect(offersVmSize("westeurope", "Standard_D4ds_v5")).toBe(true);
});

test("what a size is missing in are locations of the catalog", () => {
  for (const { missingIn } of vmSizes().values()) {
    for (const location of missingIn) expect(AZURE_REGIONS).toHaveProperty(location);
  }
});

test("an abstract size is one that there is, with a local disk, and grows by its CPUs", () => {
  const [small, medium, large] = [azureSizes.small, azureSizes.medium, azureSizes.large].map(([name]) =>
    vmSizes().get(name),
  );

  expect([small, medium, large].map((size) => size?.cpus)).toEqual([2, 4, 8]);
  for (const size of [small, medium, large]) expect(size).toMatchObject({ localDisk: true, architecture: "amd64" });
});

test("sizes of caches are as the provider spells them", () => {
  expect(REDIS_SIZES).toEqual(expect.arrayContaining(["Balanced_B0", "ComputeOptimized_X10", "MemoryOptimized_M10"]));
  expect(new Set(REDIS_SIZES).size).toBe(REDIS_SIZES.length);
  expect(REDIS_SIZES).toEqual(expect.arrayContaining([...REDIS_WITHOUT_GEO_REPLICATION]));
});
