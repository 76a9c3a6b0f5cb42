import { chartsSupporting, charts } from "../../src/catalog/charts";
import { SIZES } from "../../src/model/sizes";
import { awsSizes } from "../../src/targets/eks/sizes";
import { ADDONS, eksAddons } from "../../src/catalog/eks-addons";
import {
  DEFAULT_MINOR,
  isSupportedMinor,
  kubernetesMinors,
  nodeImageVersion,
  supportedMinors,
} from "../../src/catalog/kubernetes";

const number = (minor: string) => Number(minor.replace("1.", ""));

describe("the Kubernetes minors", () => {
  it("follow one another, so that every upgrade has a next step", () => {
    const numbers = supportedMinors.map(number);
    expect(numbers).toEqual(numbers.map((_, index) => (numbers[0] ?? 0) + index));
    expect(numbers.length).toBeGreaterThanOrEqual(3);
  });

  it("are each supported by every pinned chart", () => {
    for (const minor of supportedMinors) expect(chartsSupporting(minor)).toEqual(Object.keys(charts));
  });

  it("have a default that is neither the newest nor the next to leave", () => {
    expect(supportedMinors.slice(1, -1)).toContain(DEFAULT_MINOR);
  });

  it("leave standard support one after the other", () => {
    const ends = supportedMinors.map((minor) => kubernetesMinors[minor].standardSupportUntil);
    expect([...ends].sort()).toEqual(ends);
    for (const end of ends) expect(end).toMatch(/^20\d\d-\d\d-\d\d$/);
  });

  it("run a node release of their own minor, whose date Karpenter names alike", () => {
    for (const minor of supportedMinors) {
      expect(kubernetesMinors[minor].nodeRelease).toMatch(new RegExp(`^${minor.replace(".", "\\.")}\\.\\d+-20\\d{6}$`));
      expect(nodeImageVersion(minor)).toMatch(/^v20\d{6}$/);
      expect(kubernetesMinors[minor].nodeRelease).toContain(nodeImageVersion(minor).slice(1));
    }
  });

  it("are recognised, and nothing else is", () => {
    expect(isSupportedMinor(DEFAULT_MINOR)).toBe(true);
    for (const other of ["1.20", "toString", "__proto__", ""]) expect(isSupportedMinor(other)).toBe(false);
  });
});

describe("the add-ons", () => {
  it("are pinned for every minor, as EKS writes versions", () => {
    expect(Object.keys(eksAddons)).toEqual(supportedMinors);
    for (const minor of supportedMinors) {
      expect(Object.keys(eksAddons[minor]).sort()).toEqual([...ADDONS].sort());
      for (const version of Object.values(eksAddons[minor])) expect(version).toMatch(/^v\d+\.\d+\.\d+-eksbuild\.\d+$/);
    }
  });

  it("have a kube-proxy of the cluster's own minor", () => {
    for (const minor of supportedMinors) expect(eksAddons[minor]["kube-proxy"]).toMatch(new RegExp(`^v${minor}\\.`));
  });

  it("never go back when the minor goes up", () => {
    const parts = (version: string) => version.match(/\d+/g)?.map(Number) ?? [];
    const isBefore = (a: readonly number[], b: readonly number[]) => {
      const index = a.findIndex((part, at) => part !== b[at]);
      return index >= 0 && (a[index] ?? 0) < (b[index] ?? 0);
    };
    for (const addon of ADDONS) {
      supportedMinors.slice(1).forEach((minor, index) => {
        const before = supportedMinors[index] ?? minor;
        expect(isBefore(parts(eksAddons[minor][addon]), parts(eksAddons[before][addon]))).toBe(false);
      });
    }
  });
});

describe("the sizes", () => {
  it("have several instance types of one size each, all different", () => {
    for (const size of SIZES) {
      const types = awsSizes[size];
      expect(types.length).toBeGreaterThan(1);
      expect(new Set(types).size).toBe(types.length);
      expect(new Set(types.map((type) => type.split(".")[1])).size).toBe(1);
    }
  });
});
