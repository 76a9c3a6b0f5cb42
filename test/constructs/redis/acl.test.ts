/** The access lists, as a real server takes them and holds to them. */
import { DEFAULT_USER_RULES, MONITORING_RULES, serviceRules } from "../../../src/constructs/redis/acl";
import { type CacheService, cacheServiceSchema } from "../../../src/constructs/redis/services";
import { RedisServer } from "../../helpers/redis-server";

const service = (given: object): CacheService => cacheServiceSchema.parse(given);
const USERS: Readonly<Record<string, string>> = {
  orders: serviceRules(service({ name: "orders" }), { sharded: false }),
  reader: serviceRules(service({ name: "reader", keys: ["orders:*"], channels: ["orders:*"], access: "read" }), {
    sharded: false,
  }),
  worker: serviceRules(service({ name: "worker", preset: "celery" }), { sharded: false }),
  web: serviceRules(service({ name: "web", preset: "sessions", channels: [] }), { sharded: false }),
  wide: serviceRules(service({ name: "wide", commands: ["scan", "pubsub|numsub"] }), { sharded: false }),
  sharded: serviceRules(service({ name: "sharded" }), { sharded: true }),
  monitoring: MONITORING_RULES,
};

let server: RedisServer;

beforeAll(async () => {
  const lines = Object.entries(USERS).map(([name, rules]) => `user ${name} >password-of-${name} ${rules}`);
  server = await RedisServer.start([`user default ${DEFAULT_USER_RULES}`, ...lines]);
  for (const key of ["orders:1", "other:1"]) await server.admin("SET", key, "secret");
});
afterAll(() => server.stop());

const as = (user: string, ...command: readonly string[]): Promise<string> =>
  server.ask(user, `password-of-${user}`, ...command);

test.each<[user: string, command: string]>([
  ["orders", "GET orders:1"],
  ["orders", "SET orders:2 x"],
  ["orders", "DEL orders:2"],
  ["orders", "LPUSH orders:list a"],
  ["orders", "BRPOP orders:list 1"],
  ["orders", "XADD orders:stream * a b"],
  ["orders", "PUBLISH orders:news x"],
  ["orders", "EVAL return(redis.call('GET',KEYS[1])) 1 orders:1"],
  ["orders", "SCRIPT LOAD return(1)"],
  ["orders", "INFO server"],
  ["orders", "TIME"],
  ["orders", "CLIENT SETNAME orders"],
  ["orders", "SELECT 0"],
  ["orders", "MULTI"],
  ["reader", "GET orders:1"],
  ["reader", "MGET orders:1 orders:2"],
  // What kombu and Celery do: a queue, its binding, what is not acknowledged, a result, remote control.
  ["worker", "LPUSH celery x"],
  ["worker", "BRPOP celery celery-high 1"],
  ["worker", "SADD _kombu.binding.celery x"],
  ["worker", "ZADD unacked_index 1 x"],
  ["worker", "HSET unacked x y"],
  ["worker", "SET unacked_mutex x"],
  ["worker", "SETEX celery-task-meta-d1f0 60 x"],
  ["worker", "PUBLISH celery-task-meta-d1f0 x"],
  ["worker", "PUBLISH /0.celery.pidbox x"],
  ["worker", "PUBLISH /0.celeryev/worker.heartbeat x"],
  ["worker", "LPUSH 0f8fad5b-d9cb-469f-a165-70867728950e.reply.celery.pidbox x"],
  ["web", "SETEX sess:abc 60 x"],
  ["web", "HSET spring:session:sessions:abc a b"],
  ["web", "SET :1:django.contrib.sessions.cache_db_abc x"],
  ["wide", "SCAN 0"],
  ["wide", "PUBSUB NUMSUB wide:a"],
  ["monitoring", "PING"],
  ["monitoring", "INFO all"],
  ["monitoring", "CLIENT LIST"],
  ["monitoring", "SLOWLOG LEN"],
  ["monitoring", "LATENCY LATEST"],
])("%s may: %s", async (user, command) => {
  expect(await as(user, ...command.split(" "))).not.toMatch(/^(?:NOPERM|ERR|WRONGPASS|NOAUTH)/);
});

test.each<[user: string, command: string]>([
  // Keys and channels of others.
  ["orders", "GET other:1"],
  ["orders", "SET other:1 x"],
  ["orders", "MGET orders:1 other:1"],
  ["orders", "RENAME orders:1 other:2"],
  ["orders", "EVAL return(redis.call('GET','other:1')) 0"],
  ["orders", "PUBLISH other:news x"],
  ["orders", "SUBSCRIBE other:news"],
  ["orders", "PSUBSCRIBE *"],
  ["web", "PUBLISH web:news x"],
  ["worker", "GET orders:1"],
  // Their names.
  ["orders", "SCAN 0"],
  ["orders", "RANDOMKEY"],
  ["orders", "KEYS *"],
  ["orders", "PUBSUB CHANNELS"],
  ["orders", "CLIENT TRACKING ON BCAST"],
  ["orders", "MONITOR"],
  // The server.
  ["orders", "FLUSHALL"],
  ["orders", "FLUSHDB"],
  ["orders", "SWAPDB 0 1"],
  ["orders", "CONFIG GET *"],
  ["orders", "CONFIG SET maxmemory-policy allkeys-lru"],
  ["orders", "ACL LIST"],
  ["orders", "ACL SETUSER orders allkeys"],
  ["orders", "CLIENT KILL TYPE normal"],
  ["orders", "CLIENT LIST"],
  ["orders", "CLIENT PAUSE 1"],
  ["orders", "SHUTDOWN NOSAVE"],
  ["orders", "REPLICAOF localhost 1"],
  ["orders", "SAVE"],
  ["orders", "SLOWLOG GET"],
  ["orders", "MODULE LIST"],
  ["orders", "FUNCTION FLUSH"],
  ["orders", "SCRIPT FLUSH"],
  ["orders", "SCRIPT KILL"],
  ["orders", "CLUSTER NODES"],
  ["orders", "SORT orders:list"],
  ["reader", "SET orders:1 x"],
  ["reader", "DEL orders:1"],
  ["reader", "PUBLISH orders:news x"],
  ["reader", "EVAL return(1) 0"],
  ["wide", "GET orders:1"],
  ["wide", "PUBSUB CHANNELS"],
  ["monitoring", "GET orders:1"],
  ["monitoring", "SCAN 0"],
  ["monitoring", "SLOWLOG GET"],
  ["monitoring", "CONFIG GET *"],
  ["monitoring", "SUBSCRIBE orders:news"],
])("%s may not: %s", async (user, command) => {
  expect(await as(user, ...command.split(" "))).toMatch(/^NOPERM|^ERR The user executing the script can't access/);
});

test("a client of shards finds its way, and moves none of them", async () => {
  for (const subcommand of ["slots", "shards", "nodes"]) {
    expect(await server.admin("ACL", "DRYRUN", "sharded", "CLUSTER", subcommand)).toBe("OK");
  }
  for (const command of [
    ["CLUSTER", "RESET"],
    ["CLUSTER", "FAILOVER"],
    ["CLUSTER", "FORGET", "x"],
  ]) {
    expect(await server.admin("ACL", "DRYRUN", "sharded", ...command)).toMatch(/no permissions/);
  }
});

test("nobody is in who has not logged in, and a wrong password lets nobody in", async () => {
  expect(await server.ask("default", "", "PING")).toMatch(/^(NOAUTH|AUTH failed|WRONGPASS)/);
  expect(await server.ask("orders", "password-of-reader", "PING")).not.toBe("PONG");
});

test("the rules are what the server makes of them, in its own order: what repeats them repeats these", async () => {
  const listed = (await server.admin("ACL", "LIST")).split("\n");
  for (const [user, rules] of Object.entries(USERS)) {
    const keysAndChannels = rules.split(" ").filter((word) => /^[~&]|^resetchannels$/.test(word));
    const line = listed.find((one) => one.startsWith(`user ${user} on `)) ?? "";
    const told = line.split(" ").filter((word) => /^[~&]|^resetchannels$/.test(word));
    expect([user, told.filter((word) => word !== "resetchannels")]).toEqual([
      user,
      keysAndChannels.filter((word) => word !== "resetchannels"),
    ]);
  }
  expect(listed.find((one) => one.startsWith("user default "))).toMatch(/^user default off .*resetchannels -@all$/);
});
