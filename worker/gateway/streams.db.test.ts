import { describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createApiKey } from "@/lib/server/identity/api-keys";
import { signSessionToken } from "@/lib/server/identity/session-token";
import { openSession } from "@/lib/server/identity/sessions";
import { disconnectApp } from "@/lib/server/oauth/grants";
import { order, submit } from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { letAppIn } from "@/lib/server/testing/let-app-in";
import { startAccountSockets } from "../testing/account-sockets";

const { world, door, deps, account, keys, connect } = await startAccountSockets();
const { clock } = deps;

const LISTEN = { action: "listen", data: { streams: ["trade_updates", "account_updates"] } };
const AUTHORIZED = {
  stream: "authorization",
  data: { action: "authenticate", status: "authorized" },
};

async function sessionToken(): Promise<string> {
  const { userId } = account;
  const token = await openSession(deps, userId, { userAgent: "Test", ip: "203.0.113.7" });
  return signSessionToken(deps.keyRing, token, clock.nowMs());
}

describe("/stream", () => {
  test.each([
    {
      name: "authenticate with a key pair, and a field more",
      say: async () => ({
        action: "authenticate",
        data: { key_id: keys.keyId, secret_key: keys.secret, paper: true },
      }),
    },
    {
      name: "auth with a key pair",
      say: async () => ({ action: "auth", key: keys.keyId, secret: keys.secret }),
    },
    {
      name: "authenticate with a token",
      say: async () => ({ action: "authenticate", data: { oauth_token: await sessionToken() } }),
    },
    {
      name: "auth with the key oauth",
      say: async () => ({ action: "auth", key: "oauth", secret: await sessionToken() }),
    },
  ])("$name is authorized and listens, in binary frames of JSON (§4.1)", async ({ say }) => {
    const client = connect("/stream");
    client.say(await say());
    expect(await client.hear()).toEqual({ message: AUTHORIZED, binary: true });
    client.say(LISTEN);
    expect((await client.hear()).message).toEqual({
      stream: "listening",
      data: { streams: ["trade_updates"] },
    });
    const draft = simpleDraft("AAPL");
    await submit(door, account, draft);
    await order(door, account, "match_order", draft.id);
    const events = [await client.hear(), await client.hear(), await client.hear()];
    expect(events.map(({ message }) => message.data.event)).toEqual(["pending_new", "new", "fill"]);
    expect(events[2]?.message.data).toMatchObject({ price: "100.01", order: { id: draft.id } });
    client.socket.close();
  });

  test("silent until spoken to, and a client that comes back is told what happens from then on", async () => {
    const listening = async () => {
      const client = connect("/stream");
      await new Promise((resolve) => client.socket.once("open", resolve));
      const first = client.hear();
      client.say({ action: "auth", key: keys.keyId, secret: keys.secret });
      // Nothing came before it: there is no welcome.
      expect((await first).message).toEqual(AUTHORIZED);
      client.say(LISTEN);
      await client.hear();
      return client;
    };
    const before = await listening();
    before.socket.terminate();
    await before.closed;
    const again = await listening();
    const draft = simpleDraft("AAPL");
    await submit(door, account, draft);
    const { data } = (await again.hear()).message;
    expect(data).toMatchObject({ event: "pending_new", order: { id: draft.id } });
    again.socket.close();
  });

  test("an app's token listens as oauth_token until it is taken back", async () => {
    const { token, grantId } = await letAppIn(deps, world.pool("raxx_owner"), account);
    const client = connect("/stream");
    client.say({ action: "authenticate", data: { oauth_token: token } });
    expect((await client.hear()).message).toEqual(AUTHORIZED);
    client.say(LISTEN);
    expect((await client.hear()).message.stream).toBe("listening");
    await disconnectApp(deps, account, grantId);
    expect(await client.closed).toBe(1008);
  }, 15_000);

  test("msgpack in and out when the handshake asks for it", async () => {
    const client = connect("/stream", { msgpack: true });
    client.say({ action: "auth", key: keys.keyId, secret: keys.secret });
    expect(await client.hear()).toEqual({ message: AUTHORIZED, binary: true });
    client.socket.close();
  });

  test("listening before authenticating, and a key that is none, are unauthorized", async () => {
    const client = connect("/stream");
    client.say(LISTEN);
    expect((await client.hear()).message).toEqual({
      stream: "authorization",
      data: { action: "listen", status: "unauthorized" },
    });
    for (const data of [{ key_id: "x", secret_key: "y" }, { oauth_token: "x" }]) {
      client.say({ action: "authenticate", data });
      expect((await client.hear()).message).toEqual({
        stream: "authorization",
        data: {
          action: "authenticate",
          status: "unauthorized",
          message: "access key verification failed",
        },
      });
    }
    client.socket.close();
  });

  test("a key that may not read is told so", async () => {
    const { key, secret } = await createApiKey(deps, account, "Data", ["data"]);
    const client = connect("/stream");
    client.say({ action: "auth", key: key.keyId, secret });
    expect((await client.hear()).message.data).toEqual({
      action: "authenticate",
      status: "unauthorized",
      message: 'insufficient scope: this needs "read"',
    });
    client.socket.close();
  });

  test("what is no message is an error and the end", async () => {
    const client = connect("/stream");
    client.say({ action: "dance" });
    expect((await client.hear()).message).toEqual({
      action: "error",
      data: { error_message: "invalid message" },
    });
    expect(await client.closed).toBe(1002);
  });

  test("who says nothing is let go after ten seconds, who listens is not", async () => {
    const silent = connect("/stream");
    const client = connect("/stream");
    client.say({ action: "auth", key: keys.keyId, secret: keys.secret });
    await client.hear();
    expect(await silent.closed).toBe(1008);
    expect(client.socket.readyState).toBe(WebSocket.OPEN);
    client.socket.close();
  }, 15_000);

  test("a key that is revoked ends its stream", async () => {
    const { key, secret } = await createApiKey(deps, account, "Short");
    const client = connect("/stream");
    client.say({ action: "auth", key: key.keyId, secret });
    await client.hear();
    await world.admin.query("UPDATE api_keys SET revoked_at = now() WHERE id = $1", [key.id]);
    expect(await client.closed).toBe(1008);
  }, 15_000);
});
