/**
 * Alpaca's /stream: authenticate, listen, trade_updates, in binary frames of JSON as its paper host
 * sends them (alpaca-wire.md §4.1). The server says nothing until the client has spoken.
 */

import type { IncomingMessage } from "node:http";
import { pack, unpack } from "msgpackr";
import type { WebSocket } from "ws";
import { z } from "zod";
import { executionIdOf } from "@/lib/server/commit/project";
import type { Caller, Deps } from "@/lib/server/deps";
import { type Credential, findGrant } from "@/lib/server/identity/find-grant";
import type { Grant } from "@/lib/server/identity/grant";
import { logRefusal } from "@/lib/server/refusal-log";
import { NO_ASSET_ID } from "@/lib/wire/alpaca/asset-id";
import { type TradeUpdate, tradeUpdatesOf } from "@/lib/wire/alpaca/trade-update";
import type { AccountFollowers, FollowedEvent } from "./account-followers";
import { clientIpOf, sendFrame } from "./client";

const PROTOCOL_ERROR = 1002;
const POLICY_VIOLATION = 1008;
/** Who does not say who they are is not kept. Source: alpaca-wire.md §4.2; §4.1 names no limit. */
const AUTH_MS_MAX = 10_000;
/** A key or token that was taken back ends the socket within this. */
const RECHECK_MS = 3_000;
/** Scopes that a listener needs: trade updates are of the account. */
const SCOPE = "read";
const STREAMS = ["trade_updates"];

/** The three accepted forms of a client's words; unknown fields are ignored, SDKs send extras. */
const Message = z.union([
  z.object({
    action: z.literal("authenticate"),
    data: z.object({ oauth_token: z.string().max(2_048) }),
  }),
  z.object({
    action: z.literal("authenticate"),
    data: z.object({ key_id: z.string().max(64), secret_key: z.string().max(128) }),
  }),
  z.object({ action: z.literal("auth"), key: z.string().max(64), secret: z.string().max(2_048) }),
  z.object({
    action: z.literal("listen"),
    data: z.object({ streams: z.array(z.string().max(64)).max(16) }),
  }),
]);

export interface TradeStreamDeps {
  readonly deps: Deps;
  readonly followers: AccountFollowers;
}

/** Serves one socket until it closes. */
export function serveTradeStream(
  all: TradeStreamDeps,
  socket: WebSocket,
  request: IncomingMessage,
): void {
  const msgpack = request.headers["content-type"] === "application/msgpack";
  const connection = new TradeConnection(all, socket, { msgpack, ip: clientIpOf(request) });
  let last = Promise.resolve();
  socket.on("message", (data: Buffer) => {
    last = last
      .then(() => connection.receive(data))
      .catch((error: unknown) => {
        all.deps.log.error({ err: String(error) }, "trade stream failed");
        connection.protocolError("internal error");
      });
  });
  socket.on("close", () => connection.end());
}

class TradeConnection {
  private caller: Caller | null = null;
  private stop: (() => void) | null = null;
  private timer: NodeJS.Timeout;
  private assetIds = new Map<string, string>();

  constructor(
    private readonly all: TradeStreamDeps,
    private readonly socket: WebSocket,
    private readonly client: { readonly msgpack: boolean; readonly ip: string },
  ) {
    this.timer = setTimeout(() => socket.close(POLICY_VIOLATION, "auth timeout"), AUTH_MS_MAX);
  }

  async receive(data: Buffer): Promise<void> {
    const message = Message.safeParse(this.decode(data));
    if (!message.success) return this.protocolError("invalid message");
    switch (message.data.action) {
      case "authenticate":
        return this.authenticate(credentialOf(message.data.data));
      case "auth":
        return this.authenticate(
          credentialOf({ key_id: message.data.key, secret_key: message.data.secret }),
        );
      case "listen":
        return this.listen(message.data.data.streams);
    }
  }

  private async authenticate(said: Credential): Promise<void> {
    const credential = said.kind === "pair" ? { ...said, ip: this.client.ip } : said;
    const grant = await findGrant(this.all.deps, credential);
    const caller = grant?.scopes.includes(SCOPE) ? grant.caller : null;
    // Another account than before: what was listened to was the other's.
    if (this.caller !== null && caller?.accountId !== this.caller.accountId) this.unlisten();
    this.caller = caller;
    if (caller === null) this.noteRefusal(grant);
    if (caller !== null) this.recheckFrom(credential, caller);
    this.send("authorization", {
      action: "authenticate",
      status: caller === null ? "unauthorized" : "authorized",
      ...(caller === null ? { message: refusalOf(grant) } : {}),
    });
  }

  private noteRefusal(grant: Grant | null): void {
    const [status, userId] = grant === null ? [401, null] : [403, grant.caller.userId];
    const { ip } = this.client;
    logRefusal(this.all.deps, { surface: "socket", status, route: "/stream", userId, ip });
  }

  private recheckFrom(credential: Credential, { accountId }: Caller): void {
    clearTimeout(this.timer);
    this.timer = setInterval(() => {
      findGrant(this.all.deps, credential)
        .then((now) => {
          if (now?.caller.accountId === accountId) return;
          this.socket.close(POLICY_VIOLATION, "access key verification failed");
        })
        .catch((error: unknown) =>
          this.all.deps.log.warn({ err: String(error) }, "could not check a trade stream's key"),
        );
    }, RECHECK_MS);
  }

  /** The asked set replaces the one before; names that are no stream of ours are left out. */
  private async listen(asked: readonly string[]): Promise<void> {
    if (this.caller === null) {
      return this.send("authorization", { action: "listen", status: "unauthorized" });
    }
    const streams = STREAMS.filter((stream) => asked.includes(stream));
    this.unlisten();
    if (streams.length > 0) {
      const { accountId } = this.caller;
      const following = await this.all.followers.follow(accountId, (events) => this.tell(events));
      this.stop = following?.stop ?? null;
    }
    this.send("listening", { streams });
    if (this.socket.readyState !== this.socket.OPEN) this.end();
  }

  private tell(events: readonly FollowedEvent[]): void {
    this.tellInOrder(events).catch((error: unknown) => {
      this.all.deps.log.error({ err: String(error) }, "trade stream failed");
      this.socket.close();
    });
  }

  private queue = Promise.resolve();

  private tellInOrder(events: readonly FollowedEvent[]): Promise<void> {
    this.queue = this.queue.then(async () => {
      for (const event of events) {
        await this.learnAssetIds(event);
        const context = {
          assetIdOf: (symbol: string) => this.assetIds.get(symbol) ?? NO_ASSET_ID,
          executionIdOf,
        };
        for (const update of tradeUpdatesOf(event, context))
          this.send("trade_updates", plain(update));
      }
    });
    return this.queue;
  }

  private async learnAssetIds({ after, before, event }: FollowedEvent): Promise<void> {
    const { catalog } = this.all.deps;
    const orderId = "orderId" in event ? event.orderId : null;
    const order =
      event.type === "order_accepted"
        ? event.order
        : (before.orders.get(orderId ?? "") ?? after.orders.get(orderId ?? ""));
    const symbols = (order?.legs ?? []).map((leg) => leg.instrument.symbol);
    const missing = symbols.filter((symbol) => !this.assetIds.has(symbol));
    if (missing.length === 0) return;
    const assets = await catalog.listAssets();
    const contracts = await catalog.findContracts(missing);
    for (const symbol of missing) {
      const id = assets.get(symbol)?.assetId ?? contracts.get(symbol)?.assetId;
      if (id !== undefined) this.assetIds.set(symbol, id);
    }
  }

  protocolError(text: string): void {
    this.frame({ action: "error", data: { error_message: text } });
    this.socket.close(PROTOCOL_ERROR, text);
  }

  end(): void {
    clearTimeout(this.timer);
    this.unlisten();
  }

  private unlisten(): void {
    this.stop?.();
    this.stop = null;
  }

  private send(stream: string, data: unknown): void {
    this.frame({ stream, data });
  }

  private frame(message: unknown): void {
    sendFrame(
      this.socket,
      this.client.msgpack ? pack(message) : Buffer.from(JSON.stringify(message)),
    );
  }

  private decode(data: Buffer): unknown {
    try {
      return this.client.msgpack && data[0] !== 0x7b ? unpack(data) : JSON.parse(String(data));
    } catch {
      return null;
    }
  }
}

function credentialOf(
  data: { readonly oauth_token: string } | { readonly key_id: string; readonly secret_key: string },
): Credential {
  return "oauth_token" in data
    ? { kind: "bearer", token: data.oauth_token }
    : { kind: "pair", keyId: data.key_id, secret: data.secret_key };
}

function refusalOf(grant: Grant | null): string {
  return grant === null
    ? "access key verification failed"
    : `insufficient scope: this needs "${SCOPE}"`;
}

/** What Alpaca itself sends: the event id belongs to SSE, and here to multi-leg fills (decisions 22). */
function plain({ event_id, at, ...update }: TradeUpdate): unknown {
  return update.legs === undefined ? update : { event_id, at, ...update };
}
