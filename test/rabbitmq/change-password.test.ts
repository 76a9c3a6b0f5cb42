/** The script that kills the first password, against a real RabbitMQ. */
import { TestAuthority } from "../helpers/certificates";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RabbitmqServer } from "../helpers/rabbitmq-server";
import { type Changed, changePassword, type ChangeOptions, type Login } from "./change-password";

const ADMIN = "platform-admin";
const FIRST = "BornWithIt0123456789";
const WANTED = "MadeInTheCluster0123456789";

let server: RabbitmqServer;

beforeAll(async () => {
  server = await RabbitmqServer.start();
});
afterAll(() => server.stop());
beforeEach(() => server.makeUser(ADMIN, FIRST));

function change(options: Partial<ChangeOptions> & { readonly wantedPassword?: string } = {}): Promise<Changed> {
  const { wantedPassword = WANTED, ...rest } = options;
  return changePassword({
    url: server.url,
    authorityFile: server.authorityFile,
    first: { username: ADMIN, password: FIRST },
    wanted: { username: ADMIN, password: wantedPassword },
    ...rest,
  });
}

/** Which of two passwords the broker takes. */
async function taken(wanted = WANTED): Promise<{ first: boolean; wanted: boolean }> {
  return { first: await server.takes(ADMIN, FIRST), wanted: await server.takes(ADMIN, wanted) };
}

const CHANGED = `password of ${ADMIN} changed\n`;
const DONE = `the first password of ${ADMIN} is refused, the new one is taken\ndone\n`;

test("the first password is dead afterwards, and a second run changes nothing", async () => {
  expect(await change()).toMatchObject({ status: 0, stdout: CHANGED + DONE, stderr: "" });
  expect(await taken()).toEqual({ first: false, wanted: true });

  expect(await change()).toMatchObject({ status: 0, stdout: DONE, stderr: "" });
  expect(await taken()).toEqual({ first: false, wanted: true });
});

test("nobody sees a password: neither among arguments, nor in environments, nor in what is written", async () => {
  const { seen, stdout, stderr } = await change();

  expect(seen).toContain("--config");
  for (const text of [seen, stdout, stderr, server.log()]) {
    expect(text).not.toContain(FIRST);
    expect(text).not.toContain(WANTED);
  }
});

test.each(['quotes " and \\ backslashes \\\\"', "$(id) `id` ${HOME} %{http_code} #;&", "ünïcödé 密码", "@file", "-u"])(
  "a password is what it is: %s",
  async (wantedPassword) => {
    expect(await change({ wantedPassword })).toMatchObject({ status: 0 });
    expect(await taken(wantedPassword)).toEqual({ first: false, wanted: true });
  },
);

test.each([
  ["before it asks", { killedAt: 1 }],
  ["between asking and changing", { killedAt: 2 }],
  ["right after the change", { killedAfter: 2 }],
  ["before it looks at what it did", { killedAt: 3 }],
  ["before it looks whether the first one is dead", { killedAt: 4 }],
])("killed %s, it leaves one password that is taken, and another run ends it", async (_when, kill) => {
  const killed = await change(kill);
  expect(killed.status).not.toBe(0);
  const left = await taken();
  expect([left.first, left.wanted].filter(Boolean)).toHaveLength(1);

  expect(await change()).toMatchObject({ status: 0 });
  expect(await taken()).toEqual({ first: false, wanted: true });
});

test("several at once all come to the same end", async () => {
  const all = await Promise.all([change(), change(), change()]);

  expect(all.map(({ status, stderr }) => [status, stderr])).toEqual([
    [0, ""],
    [0, ""],
    [0, ""],
  ]);
  expect(await taken()).toEqual({ first: false, wanted: true });
});

test("what somebody has changed otherwise is told, and left", async () => {
  await server.makeUser(ADMIN, "a third one");

  const { status, stderr } = await change({ attempts: 20 });

  expect(status).toBe(1);
  expect(stderr).toContain("refuses platform-admin with either password");
  expect(await server.takes(ADMIN, "a third one")).toBe(true);
});

test("one who administers nothing gets nothing done", async () => {
  await server.makeUser(ADMIN, FIRST, "monitoring");

  const { status, stderr } = await change({ attempts: 20 });

  expect(status).toBe(1);
  expect(stderr).toContain("refuses platform-admin");
  expect(await taken()).toEqual({ first: true, wanted: false });
});

test("a server that cannot show who it is gets no password", async () => {
  const stranger = join(tmpdir(), "stranger.pem");
  writeFileSync(stranger, new TestAuthority("somebody else").pem);

  const foreign = await change({ authorityFile: stranger, attempts: 1 });
  const otherName = await change({ url: server.url.replace("localhost", "127.0.0.1"), attempts: 1 });

  for (const { status, stderr } of [foreign, otherName]) {
    expect(status).toBe(1);
    expect(stderr).toMatch(/last HTTP status 000.*SSL/s);
  }
  expect(await taken()).toEqual({ first: true, wanted: false });
});

test("a broker that does not answer is asked again, and then told of", async () => {
  const { status, stderr, seen } = await change({ url: "https://localhost:1", attempts: 3 });

  expect(status).toBe(1);
  expect(stderr).toContain("https://localhost:1 did not do as it was told (last HTTP status 000)");
  expect(seen.match(/--config/g)).toHaveLength(3);
});

const login = (change: Login): Login => ({ username: ADMIN, password: WANTED, ...change });

test.each<[what: string, options: Partial<ChangeOptions>, said: string]>([
  ["no password", { wanted: { username: ADMIN } }, "the new password is missing"],
  ["no first password", { first: { username: ADMIN } }, "the first password is missing"],
  ["an empty password", { wanted: login({ password: "" }) }, "the new password is empty"],
  ["a password of two lines", { wanted: login({ password: "a\nb" }) }, "a line break"],
  ["a line break at its end", { first: login({ password: "a\n" }) }, "a line break"],
  ["another user", { wanted: login({ username: "somebody" }) }, "that of another user"],
  ["the same password", { first: login({}) }, "the new password is the first one"],
  [
    "a name that is a path",
    { first: login({ username: "a/b", password: FIRST }), wanted: login({ username: "a/b" }) },
    "other characters than",
  ],
  [
    "guest",
    { first: login({ username: "guest", password: FIRST }), wanted: login({ username: "guest" }) },
    "no administrator that stays",
  ],
  ["an address without TLS", { url: "http://localhost:15672" }, "does not begin with https://"],
])("%s is refused before anybody is asked", async (_what, options, said) => {
  const { status, stderr, seen } = await change(options);

  expect(status).toBe(1);
  expect(stderr).toContain(said);
  expect(seen).toBe("");
});
