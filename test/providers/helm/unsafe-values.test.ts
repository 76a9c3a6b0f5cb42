import { change, create, judged, rulesOf } from "../../operations/risk/changes";

const release = (content: object, rest: object = {}): object => ({
  chart: "traefik",
  values: [JSON.stringify(content)],
  ...rest,
});
const insecure = { api: { insecure: true } };

describe("values of a release", () => {
  test("that undo a protection are told with their place", () => {
    expect(judged(change("helm_release", release({}), release(insecure)))).toMatchObject([
      {
        risk: "exposure",
        rule: "exposure/values-insecure",
        reason: expect.stringMatching(/ Set by: api\.insecure\.$/) as string,
      },
    ]);
  });

  test("count where they are set by path, too", () => {
    const set = { set: [{ name: "api.insecure", value: "true" }] };
    const annotations = {
      set: [
        { name: "service.annotations.service\\.beta\\.kubernetes\\.io/azure-load-balancer-internal", value: "false" },
      ],
    };
    const list = { set_list: [{ name: "additionalArguments", value: ["--api.insecure"] }] };

    expect(rulesOf(change("helm_release", release({}), release({}, set)))).toEqual(["exposure/values-insecure"]);
    expect(rulesOf(change("helm_release", release({}), release({}, annotations)))).toEqual([
      "exposure/values-load-balancer-not-internal",
    ]);
    expect(rulesOf(change("helm_release", release({}), release({}, list)))).toEqual([
      "exposure/values-insecure-argument",
    ]);
  });

  test("of a new release count, but for what a platform has on purpose", () => {
    expect(rulesOf(create("helm_release", release(insecure)))).toEqual(["exposure/values-insecure"]);
    expect(rulesOf(create("helm_release", release({ webhook: { serviceType: "LoadBalancer" } })))).toEqual([]);
  });

  test("that were there before, or go, are no exposure", () => {
    expect(
      rulesOf(change("helm_release", release(insecure), release({ ...insecure, log: { level: "INFO" } }))),
    ).toEqual([]);
    expect(rulesOf(change("helm_release", release(insecure), release({})))).toEqual([]);
  });

  test("count in another place, or with another value", () => {
    const image = (tag: string): object => release({ image: { tag } });

    expect(rulesOf(change("helm_release", image("a"), image("b")))).toEqual(["exposure/values-image"]);
  });
});
