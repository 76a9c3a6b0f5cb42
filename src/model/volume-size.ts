/** The size of a volume, as a quantity of Kubernetes says it (k8s.io/apimachinery, resource.Quantity). */
const UNITS: Readonly<Record<string, number>> = {
  "": 1,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
};

/** Undefined of what is no such size. */
export function volumeBytes(quantity: unknown): number | undefined {
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)([KMGTPE]i|[kMGTPE])?$/.exec(String(quantity)) ?? [];
  return number === "" ? undefined : Number(number) * (UNITS[unit] ?? 1);
}
