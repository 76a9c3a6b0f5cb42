/**
 * Every rule of Checkov, Trivy, the Azure Proactive Resiliency Library (APRL), Azure Verified Modules (AVM_SEC) and CIS that asks something
 * of what the library makes on Azure, by its id: each is the name of a test, or is excused here by name and reason.
 *
 * Checkov at 03d5fdad8d, trivy-checks at 80e53822, policy-library-avm at c840dd7; read 2026-11-25.
 */
import * as fs from "node:fs";
import * as path from "node:path";

const TESTS = path.join(__dirname, "..");

/** The ids that names of tests in a file tell. */
function testedIn(file: string): ReadonlySet<string> {
  const names =
    fs.readFileSync(file, "utf8").match(/(?:test|it)(?:\.each\([^)]*\))?\(\s*"[^"]*"|^\s+\["(?:CKV|AZU)[^"]*"/gm) ?? [];
  return new Set(
    names.flatMap((name) => name.match(/CKV2?_AZURE_\d+|AZU-\d{4}|AVM_SEC\w+|APRL \w+|CIS [\d.]+\d/g) ?? []),
  );
}

const security = fs.readdirSync(__dirname).map((name) => path.join(__dirname, name));
/** What has its rules beside its other tests. */
const ELSEWHERE = ["constructs/kit/azure/encryption-key.test.ts"].map((name) => path.join(TESTS, name));
const tested = new Set(
  [...security, ...ELSEWHERE].filter((file) => file !== __filename).flatMap((file) => [...testedIn(file)]),
);

const words = (text: string): readonly string[] => text.split(" ");
const checkov = (ids: string): readonly string[] => words(ids).map((id) => `CKV_AZURE_${id}`);
const checkovGraph = (ids: string): readonly string[] => words(ids).map((id) => `CKV2_AZURE_${id}`);
const trivy = (ids: string): readonly string[] => words(ids).map((id) => `AZU-${id}`);
const aprl = (ids: string): readonly string[] => words(ids).map((id) => `APRL ${id}`);

const RULES: Readonly<Record<string, readonly string[]>> = {
  cluster: [
    ...checkov("4 5 6 7 8 85 115 116 117 141 143 168 169 170 171 172 226 227 232 246"),
    ...checkovGraph("29"),
    ...trivy("0040 0041 0042 0043 0065 0066 0067"),
    ...aprl("aks_sku_standard_or_premium configure_aks_default_node_pool_zones aks_enable_cluster_autoscaler"),
    ...["CIS 1.2.27", "CIS 1.2.28", "CIS 1.2.30"],
  ],
  registry: checkov("137 138 139 163 233"),
  database: [...checkov("29 30 31 32 136 147"), ...checkovGraph("26 57"), "AVM_SEC_2_26", ...aprl("ha_zone_redundant")],
  redis: checkov("89 91 148 230"),
  network: [...checkov("9 10 12 77 160 182 183"), ...checkovGraph("31"), ...trivy("0047 0048 0049 0050 0051")],
  vault: [...checkov("42 109 110 189"), ...checkovGraph("32"), ...trivy("0013 0014 0015 0016 0017")],
};

const NO_REGISTRY =
  "No registry is made: the cluster is given the right to pull from one that its owner made and protects.";
const NO_CACHE =
  "azurerm_redis_cache is never made: it is retired in 2028, and Managed Redis has no rule; what it must be has tests of its own.";
/** Of kinds of resources that are never made. */
const EXCUSED: Readonly<Record<string, string>> = Object.fromEntries([
  ...(RULES["registry"] ?? []).map((id) => [id, NO_REGISTRY]),
  ...(RULES["redis"] ?? []).map((id) => [id, NO_CACHE]),
]);

test.each(Object.entries(RULES))("every rule of the %s has a test, or is excused", (_, ids) => {
  expect(ids.filter((id) => !tested.has(id) && EXCUSED[id] === undefined)).toEqual([]);
});

const STORAGE = [
  ...checkov("3 34 35 36 43 44 59 190 206 244"),
  ...checkovGraph("1 18 33 38 40 41 47"),
  ...trivy("0007 0008 0010 0011 0012"),
];
const BEFORE_ANY_NETWORK =
  "States are there before any network, and whoever deploys reaches them from outside of it: by Entra ID alone, with a role, by TLS.";
const AZURES_KEY =
  "States are encrypted twice with keys that Azure keeps: a key of their own would be made by a deployment whose state it has to encrypt.";
const FLOW_WRITER =
  "Azure's network watcher writes flow logs from outside of the network, as a trusted service, which public access that is off refuses too; everybody else is refused by the rules.";
const FLOW_KEY =
  "Who talked to whom is encrypted twice with keys that Azure keeps: the account is made with the network, before there is a key vault that is reached in it.";
const NO_CONTAINER = "Its containers are Azure's network watcher's own; none can be made public.";

/** The storage accounts that the library makes, and what is excused of each. */
const ACCOUNTS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "object-storage-azure": {
    CKV_AZURE_206:
      "How far objects are copied is what the file says and the location has: over zones, where no other region is asked for.",
  },
  "state-bucket-azure": {
    CKV_AZURE_35: BEFORE_ANY_NETWORK,
    "AZU-0012": BEFORE_ANY_NETWORK,
    CKV_AZURE_36: BEFORE_ANY_NETWORK,
    "AZU-0010": BEFORE_ANY_NETWORK,
    CKV_AZURE_59: BEFORE_ANY_NETWORK,
    CKV2_AZURE_33: BEFORE_ANY_NETWORK,
    CKV2_AZURE_1: AZURES_KEY,
    CKV2_AZURE_18: AZURES_KEY,
  },
  "network-azure": {
    CKV_AZURE_34: NO_CONTAINER,
    "AZU-0007": NO_CONTAINER,
    CKV_AZURE_59: FLOW_WRITER,
    CKV2_AZURE_33: FLOW_WRITER,
    CKV_AZURE_206: "Flow logs are of the location's own network, and say nothing that has to outlive it.",
    CKV2_AZURE_1: FLOW_KEY,
    CKV2_AZURE_18: FLOW_KEY,
    CKV2_AZURE_40:
      "Azure's network watcher writes by the account's key; azurerm cannot give a flow log an identity (github.com/hashicorp/terraform-provider-azurerm/issues/30219).",
  },
};

describe.each(Object.entries(ACCOUNTS))("the storage account of %s", (file, excused) => {
  const here = testedIn(path.join(__dirname, `${file}.test.ts`));

  test("has a test for every rule of storage accounts, or excuses it", () => {
    expect(STORAGE.filter((id) => !here.has(id) && excused[id] === undefined)).toEqual([]);
  });
  test("excuses nothing that has a test, and nothing without a reason", () => {
    for (const [id, reason] of Object.entries(excused)) {
      expect(STORAGE).toContain(id);
      expect([...here]).not.toContain(id);
      expect(reason.length).toBeGreaterThan(40);
    }
  });
});

test("nothing is excused that has a test", () => {
  expect(Object.keys(EXCUSED).filter((id) => tested.has(id))).toEqual([]);
});
