/** The Raxx socket (/ws): quotes and account changes for browsers and programs, see lib/wire/raxx/stream.ts. */
import type { IncomingMessage } from "node:http";
import type { WebSocket } from "ws";
import { peekAccount } from "@/lib/server/accounts/read-account";
import type { Caller, Deps } from "@/lib/server/deps";
import { accountView } from "@/lib/server/desk/account-view";
import { loadDesk } from "@/lib/server/desk/load-desk";
import { loadQuotes } from "@/lib/server/desk/load-quotes";
import { positionGroups } from "@/lib/server/desk/position-view";
import { clockView, feedLabel } from "@/lib/server/desk/quote-view";
import { findGrantByKey } from "@/lib/server/identity/api-keys";
import { knownSymbols } from "@/lib/server/market/known-symbols";
import type { ClockView } from "@/lib/wire/raxx/desk";
import { CLOCK_MS, ClientMessage, type DeskNews, type ServerMessage } from "@/lib/wire/raxx/stream";
import type { AccountFollowers, FollowedEvent } from "./account-followers";
import { callerOfCookie, isOwnOrigin } from "./authenticate";
import { sendFrame } from "./client";
import { newsOf } from "./desk-news";
import type { QuoteReader, QuoteTopics } from "./quote-topics";

const AUTH_MS_MAX = 10_000;
const RECHECK_MS = 5_000;
const WORTH_MS = 1_000;
const POLICY_VIOLATION = 1008;

export interface SocketDeps {
  readonly deps: Deps;
  readonly topics: QuoteTopics;
  readonly followers: AccountFollowers;
}

/** Serves one socket until it closes. */
export function serveRaxxSocket(
  all: SocketDeps,
  socket: WebSocket,
  request: IncomingMessage,
): void {
  const cookie = request.headers.cookie !== undefined && isOwnOrigin(all.deps, request);
  new RaxxConnection(all, socket, cookie ? request : null);
}

class RaxxConnection {
  private caller: Caller | null = null;
  private byCookie = false;
  private symbols: ReadonlySet<string> = new Set();
  private stopFollowing: (() => void) | null = null;
  private pendingNews: DeskNews[] = [];
  private deskTimer: NodeJS.Timeout | null = null;
  private lastWorth = "";
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly all: SocketDeps,
    private readonly socket: WebSocket,
    /** The handshake, when it has a cookie that may say who this is; asked again from time to time. */
    private readonly handshake: IncomingMessage | null,
  ) {
    // One thing at a time, identity first: a client may speak before its cookie was looked up, and
    // a later message must not overtake an earlier one's answer.
    let last = this.identify().catch((error) => this.failed(error));
    socket.on("message", (data) => {
      last = last.then(() => this.receive(String(data))).catch((error) => this.failed(error));
    });
    socket.on("close", () => this.end());
    const timeout = setTimeout(() => this.refuse(404, "auth timeout"), AUTH_MS_MAX);
    this.timers.push(timeout);
  }

  private async identify(): Promise<void> {
    if (this.handshake === null) return;
    const caller = await callerOfCookie(this.all.deps, this.handshake);
    this.byCookie = caller !== null;
    if (caller !== null) await this.begin(caller);
  }

  private async begin(caller: Caller): Promise<void> {
    this.caller = caller;
    for (const timer of this.timers.splice(0)) clearTimeout(timer);
    this.send({ type: "ready", clock: await this.clock(caller) });
    this.all.topics.add(this.reader(caller));
    if (this.byCookie) {
      this.timers.push(
        setInterval(() => void this.recheck().catch((e) => this.failed(e)), RECHECK_MS),
      );
    }
    this.timers.push(
      setInterval(() => void this.sendWorth().catch((e) => this.failed(e)), WORTH_MS),
      setInterval(() => void this.sendClock(caller).catch((e) => this.failed(e)), CLOCK_MS),
    );
  }

  private async clock({ feed }: Caller): Promise<ClockView> {
    const { market, marketClock } = this.all.deps;
    return clockView(feedLabel(marketClock.market, feed), await market.view(feed, []));
  }

  private async sendClock(caller: Caller): Promise<void> {
    this.send({ type: "clock", clock: await this.clock(caller) });
  }

  private readonly readers: QuoteReader[] = [];

  private reader(caller: Caller): QuoteReader {
    const connection = this;
    const reader = {
      feed: caller.feed,
      get symbols() {
        return connection.symbols;
      },
      send: (text: string) => void sendFrame(connection.socket, text),
    };
    this.readers.push(reader);
    return reader;
  }

  private async receive(text: string): Promise<void> {
    const message = ClientMessage.safeParse(parse(text));
    if (!message.success) return this.send({ type: "error", code: 400, message: "invalid syntax" });
    const { data } = message;
    if (data.action === "auth") return this.authenticate(data.key, data.secret);
    if (this.caller === null) {
      return this.send({ type: "error", code: 401, message: "not authenticated" });
    }
    if (data.action === "quotes") return this.quotes(this.caller, data.symbols);
    return this.account(this.caller, data.accountId);
  }

  private async authenticate(key: string, secret: string): Promise<void> {
    if (this.caller !== null) {
      return this.send({ type: "error", code: 403, message: "already authenticated" });
    }
    const caller = (await findGrantByKey(this.all.deps, key, secret))?.caller ?? null;
    if (caller === null) return this.refuse(402, "auth failed");
    await this.begin(caller);
  }

  private async quotes(caller: Caller, asked: readonly string[]): Promise<void> {
    const { deps } = this.all;
    const symbols = await knownSymbols(deps, asked);
    this.symbols = new Set(symbols);
    const { clock, quotes } = await loadQuotes(deps, caller, symbols);
    this.send({ type: "quotes", clock, quotes });
  }

  /** Sends the desk whole: a client that was away has missed nothing that it does not show. */
  private async account(caller: Caller, accountId: string): Promise<void> {
    if (accountId !== caller.accountId) {
      return this.send({ type: "error", code: 404, message: "account not found" });
    }
    this.stopFollowing?.();
    const following = await this.all.followers.follow(accountId, (events) => this.changed(events));
    this.stopFollowing = following?.stop ?? null;
    if (this.socket.readyState !== this.socket.OPEN) return this.end();
    await this.sendDesk([]);
  }

  private changed(events: readonly FollowedEvent[]): void {
    for (const event of events) {
      const news = newsOf(event);
      if (news !== null) this.pendingNews.push(news);
    }
    // Events of one moment make one desk: a fill right after its acceptance is drawn once.
    this.deskTimer ??= setTimeout(() => {
      this.deskTimer = null;
      this.sendDesk(this.pendingNews.splice(0)).catch((error) => this.failed(error));
    }, 15);
  }

  private async sendDesk(news: readonly DeskNews[]): Promise<void> {
    if (this.caller === null) return;
    this.send({ type: "desk", desk: await loadDesk(this.all.deps, this.caller), news });
  }

  private async sendWorth(): Promise<void> {
    if (this.caller === null || this.stopFollowing === null) return;
    const reading = await peekAccount(this.all.deps, this.caller);
    const positions = positionGroups(reading.state, reading.market);
    const text = JSON.stringify({ type: "worth", account: accountView(reading), positions });
    if (text !== this.lastWorth) sendFrame(this.socket, text);
    this.lastWorth = text;
  }

  /** A revoked session, or another tier, ends the socket: the client comes back as what it now is. */
  private async recheck(): Promise<void> {
    if (this.handshake === null || this.caller === null) return;
    const now = await callerOfCookie(this.all.deps, this.handshake);
    if (now === null) this.refuse(401, "session ended");
    else if (now.feed !== this.caller.feed) this.refuse(409, "plan changed");
  }

  private refuse(code: number, message: string): void {
    this.send({ type: "error", code, message });
    this.socket.close(POLICY_VIOLATION, message);
  }

  private failed(error: unknown): void {
    this.all.deps.log.error(
      { err: error instanceof Error ? error.stack : String(error) },
      "socket failed",
    );
    this.send({ type: "error", code: 500, message: "internal error" });
  }

  private send(message: ServerMessage): void {
    sendFrame(this.socket, JSON.stringify(message));
  }

  private end(): void {
    this.stopFollowing?.();
    this.stopFollowing = null;
    for (const timer of this.timers.splice(0)) clearTimeout(timer);
    if (this.deskTimer !== null) clearTimeout(this.deskTimer);
    for (const reader of this.readers.splice(0)) this.all.topics.remove(reader);
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
