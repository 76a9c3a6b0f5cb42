/** The application of these tests neither outlives its test nor keeps others from their turn. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { scope } from "../helpers/scope";
import { Application } from "./application";

const secret = { username: "orders", password: "first" };
/** Where nobody listens: a port that only a superuser could take, and that nothing uses (RFC 863's is 9; this one is assigned to nobody). */
const NOWHERE = { port: 1 };

test("given a server that is gone, then it gives up, and who waits for it is told why", () =>
  scope(async (own) => {
    const application = Application.start(own, NOWHERE, "orders", () => secret);
    await expect(
      (async () => {
        for (;;) await application.works();
      })(),
    ).rejects.toThrow("does not work any more");
    expect(application.failures).toHaveLength(100);
    expect(application.failures[0]).toContain("ECONNREFUSED");
  }));

test("given what fails without waiting for anything, then others have their turn, and it can be stopped", () =>
  scope(async (own) => {
    const application = Application.start(own, NOWHERE, "orders", () => {
      // As everything does in a file that Jest has torn down.
      if (new Error().stack?.includes("connect")) throw new ReferenceError("torn down");
      return secret;
    });
    await nextTurn();
    await application.stop();
    expect(application.failures.length).toBeLessThan(100);
  }));
