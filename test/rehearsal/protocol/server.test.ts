import { connect } from "node:net";
import { credentials, makeGenericClientConstructor } from "@grpc/grpc-js";
import type { ApplyRequest, Diagnostic, PlanResponse, Session } from "../../../src/rehearsal/protocol/handlers";
import { healthService } from "../../../src/rehearsal/protocol/health";
import { serve, type ServedProvider } from "../../../src/rehearsal/protocol/server";
import { objectOf, type Value, type ValueObject } from "../../../src/rehearsal/protocol/value";
import { JangadaError } from "../../../src/errors";
import type { BlockSchema } from "../../../src/schemas/provider-schema";
import { loadSchema } from "../../../src/schemas/load";
import { fromWire, onWire, ProviderClient } from "./support/client";
import { StubProvider } from "./support/stub-provider";

const tls = loadSchema("tls");
const kubernetes = loadSchema("kubernetes");
const key = tls.resources["tls_private_key"] as BlockSchema;
const namespace = kubernetes.resources["kubernetes_namespace"] as BlockSchema;

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

async function started(provider: StubProvider): Promise<ServedProvider> {
  const served = await serve(provider);
  open.push(served);
  return served;
}

async function clientOf(provider: StubProvider): Promise<ProviderClient> {
  return clientTo(await started(provider));
}

function clientTo(served: ServedProvider): ProviderClient {
  const client = new ProviderClient(served);
  open.push(client);
  return client;
}

const rsa = objectOf([["algorithm", "RSA"]]);

describe("what is outside the simulation", () => {
  test.each([
    ["ValidateResource", 'The provider hashicorp/tls 4.1.0 has no resource type "tls_ca"'],
    ["PlanResourceChange", 'The provider hashicorp/tls 4.1.0 has no resource type "tls_ca"'],
    ["ReadDataSource", 'The provider hashicorp/tls 4.1.0 has no data source "tls_ca"'],
    ["ValidateEphemeral", 'The provider hashicorp/tls 4.1.0 has no ephemeral resource type "tls_ca"'],
  ] as const)("is named when %s asks for an unknown type", async (rpc, summary) => {
    const client = await clientOf(new StubProvider(tls, 5));
    const { diagnostics } = await client.ask(rpc, { type_name: "tls_ca" });
    expect(diagnostics).toMatchObject([
      { severity: 1, summary, detail: expect.stringContaining("schema of version 4.1.0") },
    ]);
  });

  test("includes types named like what every object has", async () => {
    const client = await clientOf(new StubProvider(tls, 5));
    const { diagnostics } = await client.ask("ValidateResource", { type_name: "constructor" });
    expect(diagnostics).toMatchObject([{ summary: expect.stringContaining('no resource type "constructor"') }]);
  });

  test("includes ephemeral resources and functions", async () => {
    const client = await clientOf(new StubProvider(kubernetes, 5));
    const opened = await client.ask("OpenEphemeral", { type_name: "kubernetes_token_request_v1" });
    expect(opened.diagnostics).toMatchObject([
      { severity: 1, summary: expect.stringContaining("does not simulate the ephemeral resource") },
    ]);
    const called = await client.ask("CallFunction", { name: "manifest_encode" });
    expect(called["error"]).toMatchObject({
      text: expect.stringContaining('does not simulate the function "manifest_encode"'),
    });
  });

  test("includes state of Terraform before 0.12", async () => {
    const client = await clientOf(new StubProvider(tls, 5));
    const { diagnostics } = await client.ask("UpgradeResourceState", {
      type_name: "tls_private_key",
      raw_state: { flatmap: { id: "x" } },
    });
    expect(diagnostics).toMatchObject([{ severity: 1, summary: "State of Terraform 0.11 or older" }]);
  });
});

describe("an exception in a provider", () => {
  class Failing extends StubProvider {
    public override async apply(): Promise<never> {
      throw new RangeError("out of ids");
    }
    public override async plan(): Promise<PlanResponse> {
      return { planned: objectOf([["colour", "red"]]), diagnostics: [] };
    }
    public override async read(): Promise<never> {
      throw new JangadaError({ code: "WORLD_LOST", message: "the world's folder is gone", remedy: "start it again" });
    }
  }

  test("becomes a diagnostic, leaves the object as it was, and the connection works on", async () => {
    const client = await clientOf(new Failing(tls, 5));
    const prior = onWire(objectOf([["id", "1"]]), key);
    const request = {
      type_name: "tls_private_key",
      prior_state: prior,
      planned_state: onWire(rsa, key),
      config: onWire(rsa, key),
    };
    const answer = await client.ask("ApplyResourceChange", { ...request, planned_private: Buffer.from("kept") });
    expect(answer.diagnostics).toMatchObject([
      {
        severity: 1,
        summary: "internal error of the rehearsal: out of ids",
        detail: expect.stringContaining("ApplyResourceChange of protocol 5, tls_private_key"),
      },
    ]);
    expect(fromWire(answer["new_state"], key)).toMatchObject({ id: "1" });
    expect(Buffer.from(answer["private"] as Uint8Array).toString()).toBe("kept");
    expect((await client.ask("GetProviderSchema"))["provider"]).toBeTruthy();
  });

  test("that a user can put right reads as it stands", async () => {
    const client = await clientOf(new Failing(tls, 5));
    const current = onWire(objectOf([["id", "1"]]), key);
    const answer = await client.ask("ReadResource", { type_name: "tls_private_key", current_state: current });
    expect(answer.diagnostics).toMatchObject([
      {
        summary: "the world's folder is gone",
        detail: "ReadResource of protocol 5, tls_private_key [WORLD_LOST]\nstart it again",
      },
    ]);
    expect(fromWire(answer["new_state"], key)).toMatchObject({ id: "1" });
  });

  test("is what a value outside the schema counts as", async () => {
    const client = await clientOf(new Failing(tls, 5));
    const answer = await client.ask("PlanResourceChange", {
      type_name: "tls_private_key",
      proposed_new_state: onWire(rsa, key),
      config: onWire(rsa, key),
    });
    expect(answer.diagnostics).toMatchObject([
      { summary: "internal error of the rehearsal: colour: no such attribute expected, found a string" },
    ]);
  });
});

describe("a session", () => {
  class Regional extends StubProvider {
    public override async configure(session: Session, config: ValueObject): Promise<readonly []> {
      session.config = config;
      return [];
    }
    public override async importState(session: Session, type: string) {
      return { imported: [{ type, state: objectOf([["id", session.config?.["host"] ?? "none"]]) }], diagnostics: [] };
    }
  }

  async function hostOf(client: ProviderClient): Promise<Value | undefined> {
    const answer = await client.ask("ImportResourceState", { type_name: "kubernetes_namespace", id: "x" });
    const [imported] = answer["imported_resources"] as { state: unknown }[];
    return (fromWire(imported?.state, namespace) as ValueObject)["id"];
  }

  const configured = (host: string) => ({ config: onWire(objectOf([["host", host]]), kubernetes.config) });

  test("belongs to its connection", async () => {
    const served = await started(new Regional(kubernetes, 5));
    const [one, two, three] = [clientTo(served), clientTo(served), clientTo(served)];
    await Promise.all([one.ask("Configure", configured("one")), two.ask("Configure", configured("two"))]);
    expect(await Promise.all([hostOf(one), hostOf(two), hostOf(three)])).toEqual(["one", "two", "none"]);
  });

  test("is told when Terraform wants it to stop, and when Terraform is gone", async () => {
    const seen: Session[] = [];
    class Seeing extends StubProvider {
      public override async configure(session: Session): Promise<readonly []> {
        seen.push(session);
        return [];
      }
    }
    const served = await started(new Seeing(kubernetes, 5));
    const [one, two] = [clientTo(served), clientTo(served)];
    await one.ask("Configure", configured("one"));
    await two.ask("Configure", configured("two"));
    const [first, second] = seen as [Session, Session];
    expect(first.id).not.toBe(second.id);
    await one.ask("Stop");
    expect([first.signal?.aborted, second.signal?.aborted]).toEqual([true, false]);
    const gone = new Promise((resolve) => second.signal?.addEventListener("abort", resolve));
    two.close();
    await gone;
  });
});

describe("an answer", () => {
  class Telling extends StubProvider {
    public override validateResource(): readonly [] {
      const diagnostics: Diagnostic[] = [
        {
          severity: "warning",
          summary: "Small key",
          detail: "Use 3072 bits.",
          path: [{ attribute: "rule" }, { index: 0 }, { attribute: "labels" }, { key: "a/b" }],
        },
      ];
      return diagnostics as unknown as [];
    }
    public override async apply(session: Session, request: ApplyRequest) {
      return { ...(await super.apply(session, request)), private: Buffer.from("new") };
    }
  }

  test("carries a diagnostic with its path, an index of zero included", async () => {
    const client = await clientOf(new Telling(tls, 5));
    const { diagnostics } = await client.ask("ValidateResource", {
      type_name: "tls_private_key",
      config: onWire(rsa, key),
    });
    expect(diagnostics).toEqual([
      {
        severity: 2,
        summary: "Small key",
        detail: "Use 3072 bits.",
        attribute: {
          steps: [
            { attribute_name: "rule" },
            { element_key_int: 0 },
            { attribute_name: "labels" },
            { element_key_string: "a/b" },
          ],
        },
      },
    ]);
  });

  test("carries the legacy flag for the types of the older SDK only", async () => {
    const legacy = kubernetes.resources["kubernetes_namespace"];
    const strict = tls.resources["tls_private_key"];
    expect([legacy?.legacy, strict?.legacy]).toEqual([true, undefined]);
    const of = async (schema: typeof tls, type: string) => {
      const client = await clientOf(new StubProvider(schema, 5));
      const nothing = onWire(null, schema.resources[type] as BlockSchema);
      const request = {
        type_name: type,
        prior_state: nothing,
        planned_state: nothing,
        proposed_new_state: nothing,
        config: nothing,
      };
      const answers = [
        await client.ask("PlanResourceChange", request),
        await client.ask("ApplyResourceChange", request),
      ];
      return answers.map((answer) => answer["legacy_type_system"]);
    };
    expect(await of(kubernetes, "kubernetes_namespace")).toEqual([true, true]);
    expect(await of(tls, "tls_private_key")).toEqual([false, false]);
  });

  test("carries a provider's private data, and what it got where the provider sets none", async () => {
    const client = await clientOf(new Telling(tls, 5));
    const request = { type_name: "tls_private_key", config: onWire(rsa, key) };
    const planned = await client.ask("PlanResourceChange", {
      ...request,
      proposed_new_state: onWire(rsa, key),
      prior_private: Buffer.from("before"),
    });
    expect(Buffer.from(planned["planned_private"] as Uint8Array).toString()).toBe("before");
    const applied = await client.ask("ApplyResourceChange", { ...request, planned_state: planned["planned_state"] });
    expect(Buffer.from(applied["private"] as Uint8Array).toString()).toBe("new");
  });

  test("is given to values in JSON as well", async () => {
    const client = await clientOf(new StubProvider(tls, 5));
    const state = { json: Buffer.from('{"id":"1","algorithm":"RSA"}') };
    const answer = await client.ask("ReadResource", { type_name: "tls_private_key", current_state: state });
    expect(fromWire(answer["new_state"], key)).toMatchObject({ id: "1", algorithm: "RSA", private_key_pem: null });
  });

  test("may be as large as a schema of many megabytes", async () => {
    const client = await clientOf(new StubProvider(tls, 5));
    const large = objectOf([["id", "x".repeat(6 * 1024 * 1024)]]);
    const answer = await client.ask("ReadResource", {
      type_name: "tls_private_key",
      current_state: onWire(large, key),
    });
    expect(fromWire(answer["new_state"], key)).toMatchObject({ id: large["id"] });
  });
});

describe("a server", () => {
  test("listens on loopback, on a port of one's choice, and stops listening when closed", async () => {
    const first = await serve(new StubProvider(tls, 5));
    const client = new ProviderClient(first);
    await client.ask("GetProviderSchema"); // a connection that is still open
    await first.close();
    client.close();
    const again = await serve(new StubProvider(tls, 5), { port: first.address.port });
    expect(again.address).toEqual({ host: "127.0.0.1", port: first.address.port });
    await expect(serve(new StubProvider(tls, 5), { port: first.address.port })).rejects.toMatchObject({
      code: "EADDRINUSE",
    });
    await again.close();
    const refused = new Promise((resolve) => connect(first.address.port, "127.0.0.1").once("error", resolve));
    expect(await refused).toMatchObject({ code: "ECONNREFUSED" });
  });

  test("answers the health check of a plugin", async () => {
    const { address } = await started(new StubProvider(tls, 5));
    const Health = makeGenericClientConstructor(healthService, "Health");
    const client = new Health(`${address.host}:${address.port}`, credentials.createInsecure());
    open.push(client);
    const plugin = Buffer.from("\u000a\u0006plugin"); // HealthCheckRequest{service: "plugin"}
    const response = await new Promise((resolve, reject) => {
      const check = client["check"] as (request: Buffer, callback: (error: unknown, response: Buffer) => void) => void;
      check.call(client, plugin, (error, bytes) => (error ? reject(error as Error) : resolve(bytes)));
    });
    expect(response).toEqual(Buffer.from([8, 1])); // HealthCheckResponse{status: SERVING}
  });

  test("survives a client that speaks something else", async () => {
    const served = await started(new StubProvider(tls, 5));
    const stranger = connect(served.address.port, served.address.host);
    const closed = new Promise((resolve) => stranger.once("close", resolve));
    stranger.on("error", () => undefined).resume();
    stranger.end("GET / HTTP/1.1\r\n\r\n");
    await closed;
    const answer = await clientTo(served).ask("GetProviderSchema");
    expect(answer["provider"]).toBeTruthy();
  });
});
