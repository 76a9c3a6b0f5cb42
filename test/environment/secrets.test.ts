import { edited } from "../helpers/edited";
import { looksRandom } from "../../src/secret-scan";
import { formatProblem } from "../../src/errors";
import { loadText } from "../../src/environment/load-file";
import { load, problemsOf, SMALLEST } from "./made-up";

// Put together here, so that no scanner of repositories takes the tests for a leak.
const ACCESS_KEY = ["AKIA", "IOSFODNN7EXAMPLE"].join("");
const PRIVATE_KEY = ["-----BEGIN RSA", " PRIVATE KEY-----"].join("");
const JWT = ["eyJhbGciOiJIUzI1NiJ9", "eyJzdWIiOiIxMjM0NTY3ODkwIn0", "dozjgNryP4J3jVmNHl0w5N"].join(".");
const GITHUB = ["ghp_", "16C7e42F292c6912E7710c838347Ae178B4a"].join("");
const SLACK = ["xoxb", "1234567890", "abcdefghij"].join("-");
const RANDOM = "kJ8#mPq2$vL9xR4w!zT7";

const ENCODED = Buffer.from(JSON.stringify({ user: "app", password: RANDOM })).toString("base64");
const LOGIN = Buffer.from("app:hunter2").toString("base64");

/** Chart values, as the most likely place of a secret. */
const values = (line: string): string => `${SMALLEST}sails:\n  values:\n    ${line}\n`;

const REAL = `name: dev
target: eks
owner: platform
profile: minimal
aws: { account: "123456789012", region: eu-west-1, admins: ["arn:aws:iam::123456789012:role/admin"] }
observability: {}
`;

test("a secret of the wrong type is told as a secret, and a file with it is refused", () => {
  const sso =
    "{ clientId: grafana, clientSecret: hunter2, authorizeUrl: https://a.b/c, tokenUrl: https://a.b/c, userInfoUrl: https://a.b/c }";
  const { environment, problems } = loadText(
    edited(REAL, "observability: {}", `observability: { grafana: { sso: ${sso} } }`),
    "e.yaml",
  );
  expect(environment).toBeUndefined();
  expect(problems.map(({ code }) => code)).toEqual(["ENV_SECRET"]);
});

describe("a secret in the file", () => {
  test.each<[what: string, text: string, problem: string, secret: string]>([
    ["a password", values("password: hunter2"), "10:15 sails.values.password ENV_SECRET", "hunter2"],
    ["a password of digits", values("adminPassword: 123456"), "10:20 sails.values.adminPassword ENV_SECRET", "123456"],
    ["a token", values("api_token: abcdef"), "10:16 sails.values.api_token ENV_SECRET", "abcdef"],
    ["a client secret", values("client-secret: s3cret"), "10:20 sails.values.client-secret ENV_SECRET", "s3cret"],
    ["a private key by its key", values("privateKey: abcdef"), "10:17 sails.values.privateKey ENV_SECRET", "abcdef"],
    ["a list of passwords", values("passwords: [hunter2]"), "10:17 sails.values.passwords[0] ENV_SECRET", "hunter2"],
    [
      "an environment variable",
      values("env: [{name: DB_PASSWORD, value: hunter2}]"),
      "10:38 sails.values.env[0].value ENV_SECRET",
      "hunter2",
    ],
    [
      "something random by a suspicious key",
      values(`secret: ${RANDOM}`),
      "10:13 sails.values.secret ENV_SECRET",
      RANDOM,
    ],
    ["an AWS access key id", edited(SMALLEST, "fishers", ACCESS_KEY), "4:8 owner ENV_SECRET", ACCESS_KEY],
    ["an AWS access key id as a key", `${SMALLEST}${ACCESS_KEY}: 1\n`, `8:1 (withheld) ENV_SECRET`, ACCESS_KEY],
    ["an AWS access key id in a comment", `${SMALLEST}# ${ACCESS_KEY}\n`, "8:3 - ENV_SECRET", ACCESS_KEY],
    [
      "a private key",
      values(`tls: |\n      ${PRIVATE_KEY}\n      MIIE`),
      "11:7 sails.values.tls ENV_SECRET",
      PRIVATE_KEY,
    ],
    ["a JSON web token", values(`header: ${JWT}`), "10:13 sails.values.header ENV_SECRET", JWT],
    ["a GitHub token", values(`git: ${GITHUB}`), "10:10 sails.values.git ENV_SECRET", GITHUB],
    ["a Slack token", values(`slack: ${SLACK}`), "10:12 sails.values.slack ENV_SECRET", SLACK],
    [
      "a password in a URL",
      values("url: postgres://app:hunter2@db/app"),
      "10:10 sails.values.url ENV_SECRET",
      "hunter2",
    ],
    ["a secret under an unknown key", `${SMALLEST}dbPassword: hunter2\n`, "8:13 dbPassword ENV_SECRET", "hunter2"],
    ["encoded JSON", values(`data: ${ENCODED}`), "10:11 sails.values.data ENV_SECRET", ENCODED],
    ["what encoded JSON holds, elsewhere", values(`data: ${ENCODED}`), "10:11 sails.values.data ENV_SECRET", RANDOM],
    ["a flag", values("args: [--password=hunter2]"), "10:12 sails.values.args[0] ENV_SECRET", "hunter2"],
    ["a flag with a blank", values("cmd: serve --token hunter2"), "10:10 sails.values.cmd ENV_SECRET", "hunter2"],
    [
      "properties",
      values("conf: |\n      a=b\n      db.password=hunter2"),
      "10:11 sails.values.conf ENV_SECRET",
      "hunter2",
    ],
    ["INI", values('conf: "[db]\\npassword = hunter2\\n"'), "10:11 sails.values.conf ENV_SECRET", "hunter2"],
    [
      "a script",
      values("run: |\n      #!/bin/sh\n      export API_KEY=hunter2"),
      "10:10 sails.values.run ENV_SECRET",
      "hunter2",
    ],
    [
      "a header",
      values('headers: {Authorization: "Bearer hunter2"}'),
      "10:30 sails.values.headers.Authorization ENV_SECRET",
      "hunter2",
    ],
    ["a user and a secret", values(`login: ${LOGIN}`), "10:12 sails.values.login ENV_SECRET", LOGIN],
    [
      "an extra object",
      values("extra: [{kind: Secret, stringData: {word: hunter2}}]"),
      "10:47 sails.values.extra[0].stringData.word ENV_SECRET",
      "hunter2",
    ],
    [
      "passwords by user",
      values("passwords: {admin: hunter2}"),
      "10:24 sails.values.passwords.admin ENV_SECRET",
      "hunter2",
    ],
    ["a comment with an assignment", `${SMALLEST}# password: hunter2\n`, "8:13 - ENV_SECRET", "hunter2"],
    ["an assignment in a file that is no YAML", "a: [\npassword: hunter2\n", "2:11 - ENV_SECRET", "hunter2"],
    ["a secret in a file that is no YAML", `a: [${ACCESS_KEY}\n`, "1:5 - ENV_SECRET", ACCESS_KEY],
  ])("given %s, is refused, and never repeated", (_, text, expected, secret) => {
    const { problems } = load(text);

    expect(problemsOf(text)).toContain(expected);
    expect(problems.map(formatProblem).join("\n")).not.toContain(secret);
  });

  test("given a secret with another mistake at its place, tells of the secret only", () => {
    expect(problemsOf(edited(SMALLEST, "eu-west-1", ACCESS_KEY))).toEqual(["7:11 aws.region ENV_SECRET"]);
  });

  test("given the secret repeated where it is no secret by itself, withholds it there too", () => {
    const { problems } = load(`${SMALLEST}sails: {cloth: hunter-Two, values: {password: hunter-Two}}\n`);

    expect(problems.map((problem) => problem.message)).toContain("'cloth' cannot be '(withheld)'.");
    expect(problems.map(formatProblem).join("\n")).not.toContain("hunter-Two");
  });

  test.each([
    ["the name of a Secret", "existingSecret: grafana-admin"],
    ["the key in a Secret", "passwordKey: password"],
    ["a reference", "passwordSecretRef: {name: grafana, key: password}"],
    ["a variable", "password: ${PASSWORD}"],
    ["a template", 'password: "{{ .password }}"'],
    ["a switch", "automountServiceAccountToken: false"],
    ["nothing", 'password: ""'],
    ["an ARN", "encryptionKey: arn:aws:kms:eu-west-1:012345678901:key/1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["a Secret's name under a suspicious key", "secret: a-long-name-of-a-secret-2"],
    ["a label", "topologyKey: topology.kubernetes.io/zone"],
    ["a certificate", "ca: -----BEGIN CERTIFICATE-----"],
    ["a URL without a password", "url: https://user@example.org:443/x"],
    ["an alias of a key", "encryptionKey: alias/foo"],
    ["a key's id", "encryptionKey: 1234abcd-12ab-34cd-56ef-1234567890ab"],
    ["a multi-Region key's id", "encryptionKey: mrk-1234abcd12ab34cd56ef1234567890ab"],
    ["a Secret by its name", "secretName: orders-db"],
    ["a path", "tokenPath: /var/run/secrets/token"],
    ["a switch about keys", "keyRotation: true"],
    ["a length", "passwordLength: 20"],
    ["a number of tokens", "maxTokens: 4096"],
    ["a flag with a file", "args: [--password-file=/run/secrets/db]"],
    ["a flag with a variable", "args: [--password=$(DB_PASSWORD)]"],
    ["a sentence", 'reason: "password: rotated by hand, the token is managed elsewhere"'],
    ["a word after a colon", 'reason: "password: rotated"'],
    ["a comment in words", "a: 1 # password: see the wiki"],
    ["a comment with one word", "a: 1 # password: rotated"],
    ["an encoded sentence", "text: aGVsbG8gd29ybGQsIHRoaXMgaXMgYSBzZW50ZW5jZQ=="],
    ["a script that reads it", 'run: "export DB_PASSWORD=$(cat /run/secrets/db)"'],
    ["an extra object's template", 'extra: [{kind: Secret, stringData: {word: "{{ .Values.word }}"}}]'],
    ["an image digest", "digest: sha256:4bcff63911fcb4448bd4fdacec207030997caf25e9bea4045fa6c8c44de311d1"],
  ])("given %s, is none", (_, line) => {
    expect(problemsOf(values(line))).toEqual([]);
  });

  test.each([
    [RANDOM, true],
    ["9f86d081884c7d659a2feaa0c55ad015", true],
    ["short1!A", false],
    ["alias/Terraform_State-2024", false],
    ["example.com/GPU-type-A100", false],
    ["1234ABCD-12ab-34cd-56ef-1234567890ab", false],
    [["wJalrXUtnFEMI", "K7MDENG", "bPxRfiCYEXAMPLEKEY"].join("/"), true],
    ["my-secret-of-the-database", false],
    ["The Quick Brown Fox 1", false],
  ])("looksRandom(%s) is %s", (value, expected) => {
    expect(looksRandom(value)).toBe(expected);
  });
});
