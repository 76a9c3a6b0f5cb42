/** Claims of volumes grow, and never shrink: in what is told, and in the simulated cluster. */
import { volumeClaimFacts } from "../../../src/providers/kubernetes/volume-claim-facts";
import { volumeBytes } from "../../../src/model/volume-size";
import { describeIrreversible } from "../../helpers/irreversible-cases";
import { describeRules, one } from "../../helpers/rule-cases";
import { change } from "../../operations/risk/changes";
import { Simulated } from "../support/simulated";

const TYPE = "kubernetes_persistent_volume_claim_v1";
const STORAGE = "spec[0].resources[0].requests.storage";

const claim = (storage: string) => ({
  metadata: [{ name: "data", namespace: "default" }],
  spec: [{ access_modes: ["ReadWriteOnce"], resources: [{ requests: { storage } }] }],
  wait_until_bound: false,
});
const resize = (before: string, after: string) => change(TYPE, claim(before), claim(after));

describeRules(volumeClaimFacts, {
  "downtime/volume-shrinks": one(resize("1Ti", "20Gi"), resize("20Gi", "1Ti")),
  "cost/volume-grows": one(resize("1000Mi", "1Gi"), resize("1Gi", "1024Mi")),
});

describeIrreversible(volumeClaimFacts, /^https:\/\/kubernetes\.io\//, [
  [TYPE, STORAGE, "20Gi", "10Gi", true],
  [TYPE, STORAGE, "20Gi", "0.5Ti", false],
  [TYPE, STORAGE, "20Gi", "20480Mi", false],
  ["kubernetes_persistent_volume_claim", STORAGE, "2G", "1Gi", true],
]);

test.each([
  ["20Gi", 20 * 2 ** 30],
  ["1.5k", 1500],
  ["12", 12],
  ["large", undefined],
  ["", undefined],
])("'%s' are %p bytes", (quantity, bytes) => {
  expect(volumeBytes(quantity)).toBe(bytes);
});

describe("in the simulated cluster", () => {
  test("a claim grows where it is, and is refused to shrink", async () => {
    const kubernetes = await Simulated.open("kubernetes");
    const first = await kubernetes.apply(TYPE, claim("5Gi"));
    const grown = await kubernetes.apply(TYPE, claim("9Gi"), first);
    expect(await kubernetes.refusal(kubernetes.apply(TYPE, claim("4Gi"), grown))).toContain(
      "field can not be less than status.capacity",
    );
  });
});
