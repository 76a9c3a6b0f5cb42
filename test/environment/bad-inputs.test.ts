/** One line for each rule of the file's own keys: what is written, and exactly where it is refused, and by which code. */
import { edited } from "../helpers/edited";
import { load, problemsOf, SMALLEST } from "./made-up";

/** The smallest file with one line replaced, or lines added. */
function changed(line: string, by: string): string {
  const text = edited(SMALLEST, line, by);
  if (text === SMALLEST) throw new Error(`'${line}' is not in the file`);
  return text;
}
const added = (lines: string): string => `${SMALLEST}${lines}\n`;

describe("a bad environment file", () => {
  test.each<[what: string, text: string, problems: readonly string[]]>([
    ["a name in upper case", changed("name: dev", "name: DEV"), ["1:7 name ENV_VALUE"]],
    ["a name with an underscore", changed("name: dev", "name: dev_1"), ["1:7 name ENV_VALUE"]],
    ["a name with a double hyphen", changed("name: dev", "name: d--v"), ["1:7 name ENV_VALUE"]],
    ["a name that begins with a digit", changed("name: dev", 'name: "1"'), ["1:7 name ENV_VALUE"]],
    ["a name of 21 characters", changed("name: dev", "name: abcdefghijklmnopqrstu"), ["1:7 name ENV_VALUE"]],
    ["another folder's name", changed("name: dev", "name: qa"), ["1:7 name ENV_NAME_FOLDER"]],
    ["no name", changed("name: dev\n", ""), ["1:1 name ENV_MISSING"]],
    ["an empty name", changed("name: dev", "name:"), ["1:6 name ENV_TYPE"]],
    ["an unknown target", changed("target: eks", "target: gke"), ["2:9 target ENV_VALUE"]],
    ["a target without its block", changed("target: eks", "target: aks"), ["1:1 azure ENV_MISSING"]],
    ["an unknown profile", changed("minimal", "tiny"), ["3:10 profile ENV_VALUE"]],
    ["an empty owner", changed("owner: fishers", 'owner: ""'), ["4:8 owner ENV_VALUE"]],
    ["an owner that no tag can carry", changed("owner: fishers", "owner: a*b"), ["4:8 owner ENV_VALUE"]],
    ["an account of 11 digits", changed("012345678901", "01234567890"), ["6:12 aws.account ENV_VALUE"]],
    ["an account that lost its quotes", changed('"012345678901"', "012345678901"), ["6:12 aws.account ENV_TYPE"]],
    ["an account with hyphens", changed("012345678901", "0123-4567-8901"), ["6:12 aws.account ENV_VALUE"]],
    ["an unknown region", changed("eu-west-1", "eu-west-11"), ["7:11 aws.region ENV_REGION_UNKNOWN"]],
    ["no aws", SMALLEST.slice(0, SMALLEST.indexOf("aws:")), ["1:1 aws ENV_MISSING"]],
    [
      "a list as aws",
      changed('aws:\n  account: "012345678901"\n  region: eu-west-1', "aws: [1]"),
      ["5:6 aws ENV_TYPE"],
    ],
    ["text as protected", added("protected: maybe"), ["8:12 protected ENV_TYPE"]],
    ["YAML 1.1's boolean as protected", added("protected: yes"), ["8:12 protected ENV_TYPE"]],
    ["an unknown compatibility mode", added("compatibility: strict"), ["8:16 compatibility ENV_VALUE"]],
    ["an unknown state backend", added("state: {backend: http}"), ["8:18 state.backend ENV_VALUE"]],
    ["S3 without a bucket", added("state:\n  backend: s3"), ["8:1 state.bucket ENV_MISSING"]],
    ["a bucket in upper case", added("state: {backend: s3, bucket: Acme}"), ["8:30 state.bucket ENV_VALUE"]],
    ["a bucket of two characters", added("state: {backend: s3, bucket: ab}"), ["8:30 state.bucket ENV_VALUE"]],
    [
      "a prefix with a leading slash",
      added("state: {backend: s3, bucket: acme, prefix: /a}"),
      ["8:44 state.prefix ENV_VALUE"],
    ],
    [
      "an unknown region of the state",
      added("state: {backend: s3, bucket: acme, region: mars}"),
      ["8:44 state.region ENV_REGION_UNKNOWN"],
    ],
    [
      "a key that is no KMS key",
      added("state: {backend: s3, bucket: acme, kmsKey: mine}"),
      ["8:44 state.kmsKey ENV_VALUE"],
    ],
    [
      "the lock switched off",
      added("state: {backend: s3, bucket: acme, use_lockfile: false}"),
      ["8:36 state.use_lockfile ENV_UNKNOWN_KEY"],
    ],
    ["a tag with a character that AWS refuses", added("tags: {costCenter: a*b}"), ["8:20 tags.costCenter ENV_VALUE"]],
    ["a tag of AWS's own", added("tags: {aws:x: a}"), ['8:8 tags["aws:x"] ENV_VALUE']],
    ["a tag of the project's own", added("tags: {Owner: me}"), ["8:8 tags.Owner ENV_TAG_RESERVED"]],
    ["tags that differ in case only", added("tags: {a: x, A: y}"), ["8:14 tags.A ENV_TAG_TWICE"]],
    ["a number as a tag", added("tags: {costCenter: 42}"), ["8:20 tags.costCenter ENV_TYPE"]],
    [
      "too many tags",
      added(`tags: {${Array.from({ length: 41 }, (_, index) => `t${index}: x`).join(", ")}}`),
      ["8:7 tags ENV_TAGS_TOO_MANY"],
    ],
    ["a tag's value of 257 characters", added(`tags: {a: ${"x".repeat(257)}}`), ["8:11 tags.a ENV_VALUE"]],
    ["an unknown key", added("nmae: x"), ["8:1 nmae ENV_UNKNOWN_KEY"]],
    [
      "an unknown key below",
      changed("  region: eu-west-1", "  region: eu-west-1\n  zone: a"),
      ["8:3 aws.zone ENV_UNKNOWN_KEY"],
    ],
    ["text as a section", added("sails: white"), ["8:8 sails ENV_TYPE"]],
    ["a list as a section", added("sails: [1]"), ["8:8 sails ENV_TYPE"]],
    ["a map where a list belongs", added("nets: {a: 1}"), ["8:7 nets ENV_TYPE"]],
    ["text in a list of maps", added("nets: [a]"), ["8:8 nets[0] ENV_TYPE"]],
    ["infinity as a number", added("sails: {trim: {angle: .inf}}"), ["8:23 sails.trim.angle ENV_TYPE"]],
    ["a list as the file", "- a\n", ["1:1 - ENV_TYPE"]],
    ["text as the file", "hello\n", ["1:1 - ENV_TYPE"]],
    [
      "two things of one name",
      added("nets:\n  - {name: a, depth: 1}\n  - {name: b, depth: 1}\n  - {name: a, depth: 2}"),
      ["11:12 nets[2].name ENV_DUPLICATE_NAME"],
    ],
    ["a minor that a chart does not support", added('crew: {version: "1.20"}'), ["8:17 crew.version ENV_INCOMPATIBLE"]],
  ])("given %s, is refused at its place", (_, text, expected) => {
    expect(problemsOf(text)).toEqual(expected);
    expect(load(text).problems.filter((problem) => !problem.remedy)).toEqual([]);
  });

  test("the file that all of them begin with is right", () => {
    expect(problemsOf(SMALLEST)).toEqual([]);
  });
});
