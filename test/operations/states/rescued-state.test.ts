import { edited } from "../../helpers/edited";
import { dumpIn, lastDumpIn } from "../../../src/operations/states/rescued-state";

/** As Terraform 1.11.4 printed it on a full disk, shortened. The number is one that JavaScript cannot hold. */
const STATE =
  '{"version":4,"terraform_version":"1.11.4","serial":5,"lineage":"afab4ed9","outputs":{"type":{"value":"x"}},"resources":[{"mode":"managed","type":"t","name":"n","instances":[{"attributes":{"id":18446744073709551615}}]}],"check_results":null}';
const LINE = `{"@level":"info","@message":"Emergency state dump","@module":"terraform.ui","@timestamp":"2026-11-25T15:22:51.177713Z","state":${STATE},"type":"emergency_state_dump"}`;

describe("dumpIn", () => {
  test("given the line with the state, cuts it out as it stands", () => expect(dumpIn(LINE)).toBe(STATE));

  test("given it without anything behind, too", () => {
    expect(dumpIn(edited(LINE, ',"type":"emergency_state_dump"', ""))).toBe(STATE);
  });

  test("given another line, or one that was cut off, finds nothing", () => {
    expect(dumpIn('{"@level":"info","@message":"Apply complete!","type":"change_summary"}')).toBeUndefined();
    expect(dumpIn(LINE.slice(0, 300))).toBeUndefined();
  });
});

describe("lastDumpIn", () => {
  test("given a log, finds the last whole one", () => {
    const newer = edited(LINE, '"serial":5', '"serial":6');
    expect(lastDumpIn([LINE, "text", newer, LINE.slice(0, 200)].join("\n"))).toContain('"serial":6');
    expect(lastDumpIn("nothing")).toBeUndefined();
  });
});
