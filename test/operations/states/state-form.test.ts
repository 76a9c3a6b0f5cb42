import { edited } from "../../helpers/edited";
import * as fc from "fast-check";
import { formOf } from "../../../src/operations/states/state-form";

const SOUND = JSON.stringify({
  version: 4,
  terraform_version: "1.11.4",
  serial: 7,
  lineage: "0b1c",
  outputs: { host: { value: "h", type: "string" } },
  resources: [
    { mode: "managed", type: "aws_vpc", name: "network", instances: [{ attributes: { id: "vpc-1" } }, {}] },
    { mode: "data", type: "aws_region", name: "here", instances: [{}] },
  ],
});

describe("formOf", () => {
  test("given a state, tells serial, lineage, and the instances of managed resources", () => {
    expect(formOf(SOUND)).toEqual({ kind: "sound", serial: 7, lineage: "0b1c", resources: 2, text: SOUND });
  });

  test("given nothing, or what says that nothing was applied, tells so", () => {
    expect(formOf("").kind).toBe("empty");
    expect(formOf('{"version":4,"serial":0,"lineage":"","outputs":{},"resources":[],"check_results":null}').kind).toBe(
      "none",
    );
    expect(formOf('{"version":4}').kind).toBe("none");
  });

  test("given a state of OpenTofu that is encrypted, or of an older form, leaves it to the program", () => {
    expect(formOf('{"serial":3,"lineage":"x","meta":{},"encrypted_data":"eA=="}').kind).toBe("opaque");
    expect(formOf('{"version":3,"serial":1,"lineage":"x","modules":[]}').kind).toBe("opaque");
  });

  test("given a state that was cut off anywhere, is never taken in", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: SOUND.length - 1 }), (length) => {
        expect(formOf(SOUND.slice(0, length))).toEqual({ kind: "broken", why: "it is cut off" });
      }),
    );
  });

  test("given any JSON whatsoever, never throws, and takes none for a state that has no lineage and serial", () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        expect(formOf(text).kind).not.toBe("sound");
      }),
    );
  });

  test.each([
    ["null", "null"],
    ["a list", "[]"],
    ["a number", "7"],
    ["blanks", " \n "],
    ["zeros, as a crash of the machine leaves them", "\0\0\0\0"],
    ["another program's JSON", '{"name":"x"}'],
    ["a version that is none", '{"version":"4"}'],
    ["a negative serial", edited(SOUND, '"serial":7', '"serial":-1')],
    ["a serial with a fraction", edited(SOUND, '"serial":7', '"serial":1.5')],
    ["no lineage", edited(SOUND, '"lineage":"0b1c"', '"lineage":""')],
    ["resources that are none", edited(SOUND, /"resources":.*$/, '"resources":{"a":1}}')],
    ["a resource that is null", edited(SOUND, /"resources":.*$/, '"resources":[null]}')],
    ["instances that are none", edited(SOUND, '"instances":[{}]', '"instances":7')],
    ["outputs that are a list", edited(SOUND, /"outputs":\{.*?\}\}/, '"outputs":[]')],
  ])("given %s, says that it is damaged", (_name, text) => {
    expect(formOf(text)).toMatchObject({ kind: "broken", why: expect.any(String) as string });
  });
});
