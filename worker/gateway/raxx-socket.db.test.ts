import { describe, expect, test } from "vitest";
import { order, submit } from "@/lib/server/testing/door-world";
import { simpleDraft } from "@/lib/server/testing/drafts";
import { encodeEventId } from "@/lib/wire/alpaca/event-id";
import { type Said, type SocketClient, startAccountSockets } from "../testing/account-sockets";

const { world, door, account, keys, connect } = await startAccountSockets();

describe("/ws", () => {
  async function heardDesk(client: SocketClient): Promise<Said> {
    for (;;) {
      const { message } = await client.hear();
      if (message.type === "desk" || message.type === "error") return message;
    }
  }

  async function follow(accountId: string, sinceId?: string): Promise<SocketClient> {
    const client = connect("/ws");
    client.say({ action: "auth", key: keys.keyId, secret: keys.secret });
    expect((await client.hear()).message.type).toBe("ready");
    client.say({ action: "account", accountId, ...(sinceId === undefined ? {} : { sinceId }) });
    return client;
  }

  test("a client that was away is told what happened meanwhile, once, and then goes on", async () => {
    const first = await follow(account.accountId);
    const { desk } = await heardDesk(first);
    first.socket.terminate();
    const missed = simpleDraft("AAPL", { limit: "90.00" });
    await submit(door, account, missed);
    await order(door, account, "cancel_order", missed.id);
    const second = await follow(account.accountId, desk.eventId);
    const caughtUp = await heardDesk(second);
    expect(caughtUp.news).toMatchObject([
      { kind: "accepted", orderId: missed.id },
      { kind: "canceled", orderId: missed.id },
    ]);
    expect(caughtUp.news.at(-1).eventId).toBe(caughtUp.desk.eventId);
    const next = simpleDraft("AAPL", { limit: "91.00" });
    await submit(door, account, next);
    expect((await heardDesk(second)).news).toMatchObject([{ kind: "accepted", orderId: next.id }]);
    second.socket.terminate();
  });

  test.each([
    ["no id", "x".repeat(26)],
    ["an event to come", encodeEventId({ eventMs: 0, version: 1_000_000 })],
  ])("%s is refused", async (_, sinceId) => {
    const client = await follow(account.accountId, sinceId);
    expect(await heardDesk(client)).toEqual({
      type: "error",
      code: 400,
      message: "invalid sinceId",
    });
    client.socket.terminate();
  });

  test("another's account is not found", async () => {
    const other = await world.openAccount(door);
    const client = await follow(other.accountId);
    expect(await heardDesk(client)).toMatchObject({ type: "error", code: 404 });
    client.socket.terminate();
  });
});
