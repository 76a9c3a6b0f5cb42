import { compareSync } from "bcryptjs";
import { objectOf } from "../../../src/rehearsal/protocol/value";
import { at, Simulated, textAt } from "../support/simulated";

const count = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

describe("the random provider", () => {
  let random: Simulated;
  beforeAll(async () => {
    random = await Simulated.open("random");
  });

  describe("random_password", () => {
    it("keeps to its rules", async () => {
      for (let round = 0; round < 10; round++) {
        const rules = {
          length: 12,
          upper: false,
          min_lower: 3,
          min_numeric: 4,
          min_special: 2,
          override_special: "_~",
        };
        const result = textAt(await random.apply("random_password", rules), "result");
        expect(result).toHaveLength(12);
        expect(result).toMatch(/^[a-z0-9_~]+$/);
        expect(count(result, /[a-z]/g)).toBeGreaterThanOrEqual(3);
        expect(count(result, /[0-9]/g)).toBeGreaterThanOrEqual(4);
        expect(count(result, /[_~]/g)).toBeGreaterThanOrEqual(2);
      }
    });

    it("uses every kind of character unless told otherwise", async () => {
      const result = textAt(await random.apply("random_password", { length: 400 }), "result");
      expect(result).toMatch(/[a-z]/);
      expect(result).toMatch(/[A-Z]/);
      expect(result).toMatch(/[0-9]/);
      expect(result).toMatch(/[!@#$%&*()\-_=+[\]{}<>:?]/);
      expect(result).toMatch(/^[a-zA-Z0-9!@#$%&*()\-_=+[\]{}<>:?]{400}$/);
    });

    it("is another one each time, with its bcrypt hash", async () => {
      const first = await random.apply("random_password", { length: 16 });
      const second = await random.apply("random_password", { length: 16 });
      expect(first.result).not.toBe(second.result);
      expect(first.id).toBe("none");
      expect(textAt(first, "bcrypt_hash")).toMatch(/^\$2[aby]\$10\$/);
      expect(compareSync(textAt(first, "result"), textAt(first, "bcrypt_hash"))).toBe(true);
      expect(compareSync(textAt(second, "result"), textAt(first, "bcrypt_hash"))).toBe(false);
    });

    it("is kept until a rule or a keeper changes", async () => {
      const given = { length: 16, keepers: { version: "1" } };
      const state = await random.apply("random_password", given);
      expect((await random.plan("random_password", given, state)).action).toBe("nothing");
      expect((await random.plan("random_password", { ...given, keepers: { version: "2" } }, state)).action).toBe(
        "replace",
      );
      expect((await random.plan("random_password", { ...given, length: 17 }, state)).action).toBe("replace");
    });

    it("keeps the old name of numeric alike, and refuses a contradiction", async () => {
      const state = await random.apply("random_password", { length: 4, numeric: false });
      expect(state.number).toBe(false);
      const both = { length: 4, numeric: false, number: true };
      expect(await random.refusal(random.plan("random_password", both))).toContain("different values");
    });

    it("refuses what cannot be", async () => {
      const short = { length: 3, min_upper: 2, min_lower: 2 };
      expect(await random.refusal(random.plan("random_password", short))).toContain(
        "must be at least sum of min_upper",
      );
      const none = { length: 3, upper: false, lower: false, numeric: false, special: false };
      expect(await random.refusal(random.apply("random_password", none))).toContain("character set specified is empty");
      expect(await random.refusal(random.plan("random_password", { length: 0 }))).toContain("at least 1");
    });

    it("imports a password", async () => {
      const state = await random.imported("random_password", "s3cret");
      expect(state).toMatchObject({ id: "none", result: "s3cret", length: 6, special: true, min_lower: 0 });
      expect(compareSync("s3cret", textAt(state, "bcrypt_hash"))).toBe(true);
      expect((await random.plan("random_password", { length: 6 }, state)).action).toBe("nothing");
    });
  });

  it("random_string is its own id, and has no hash", async () => {
    const state = await random.apply("random_string", { length: 8, special: false });
    expect(state.id).toBe(state.result);
    expect("bcrypt_hash" in state).toBe(false);
  });

  it("random_id says the same bytes in every form", async () => {
    const state = await random.apply("random_id", { byte_length: 8, prefix: "shop-" });
    const bytes = Buffer.from(textAt(state, "id"), "base64url");
    expect(bytes).toHaveLength(8);
    expect(state).toMatchObject({
      b64_url: `shop-${bytes.toString("base64url")}`,
      b64_std: `shop-${bytes.toString("base64")}`,
      hex: `shop-${bytes.toString("hex")}`,
      dec: `shop-${bytes.readBigUInt64BE()}`,
    });
    const imported = await random.imported("random_id", `shop-,${textAt(state, "id")}`);
    expect(imported).toEqual(state);
    expect(await random.refusal(random.imported("random_id", "not base64!"))).toContain("Cannot import");
  });

  it("random_bytes and random_uuid", async () => {
    const bytes = await random.apply("random_bytes", { length: 5 });
    expect(Buffer.from(textAt(bytes, "base64"), "base64").toString("hex")).toBe(bytes.hex);
    expect(textAt(bytes, "hex")).toHaveLength(10);
    expect(await random.imported("random_bytes", textAt(bytes, "base64"))).toEqual(bytes);
    const uuid = await random.apply("random_uuid", {});
    expect(uuid.result).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(await random.imported("random_uuid", textAt(uuid, "result"))).toEqual(uuid);
  });

  it("random_integer lies in its range, and a seed decides it", async () => {
    const drawn = new Set<unknown>();
    for (let round = 0; round < 60; round++)
      drawn.add((await random.apply("random_integer", { min: -1, max: 1 })).result);
    expect(drawn).toEqual(new Set([-1, 0, 1]));
    const seeded = { min: 1, max: 1_000_000, seed: "shop" };
    const first = await random.apply("random_integer", seeded);
    expect((await random.apply("random_integer", seeded)).result).toBe(first.result);
    expect((await random.apply("random_integer", { ...seeded, seed: "other" })).result).not.toBe(first.result);
    expect(await random.refusal(random.apply("random_integer", { min: 2, max: 1 }))).toContain("smaller than or equal");
    expect(await random.imported("random_integer", `${textAt(first, "id")},1,1000000,shop`)).toEqual(first);
    expect(await random.refusal(random.imported("random_integer", "5,1,3"))).toContain("Cannot import");
  });

  it("random_shuffle keeps what it shuffles", async () => {
    const input = ["a", "b", "c", "d"];
    const whole = await random.apply("random_shuffle", { input, seed: "1" });
    expect([...(whole.result as string[])].sort()).toEqual(input);
    expect((await random.apply("random_shuffle", { input, seed: "1" })).result).toEqual(whole.result);
    const more = (await random.apply("random_shuffle", { input, result_count: 10 })).result as string[];
    expect(more).toHaveLength(10);
    expect([...more.slice(0, 4)].sort()).toEqual(input);
    expect((await random.apply("random_shuffle", { input: [] })).result).toEqual([]);
  });

  it("random_pet joins as many words as asked for", async () => {
    const state = await random.apply("random_pet", { length: 4, prefix: "shop", separator: "_" });
    expect(state.id).toMatch(/^shop(_[a-z]+){4}$/);
    expect((await random.apply("random_pet", {})).id).toMatch(/^[a-z]+-[a-z]+$/);
    expect((await random.apply("random_pet", { length: 1 })).id).toMatch(/^[a-z]+$/);
  });

  it("keeps two objects of one id apart", async () => {
    const one = await random.apply("random_integer", { min: 1, max: 1 });
    const other = await random.apply("random_integer", { min: 1, max: 1, keepers: { a: "b" } });
    expect(at(one, "id")).toBe(at(other, "id"));
    await random.core.destroy("random_integer", one);
    expect(await random.core.read("random_integer", objectOf(Object.entries(other)))).toEqual(other);
  });
});
