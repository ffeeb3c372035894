/** The Raxx socket (/ws): quotes and account changes for browsers and programs, see lib/wire/raxx/stream.ts. */
import type { WebSocket } from "ws";
import { peekAccount } from "@/lib/server/accounts/read-account";
import type { Caller, Deps } from "@/lib/server/deps";
import { accountView } from "@/lib/server/desk/account-view";
import { loadDesk } from "@/lib/server/desk/load-desk";
import { loadQuotes } from "@/lib/server/desk/load-quotes";
import { positionGroups } from "@/lib/server/desk/position-view";
import { clockView, feedLabel } from "@/lib/server/desk/quote-view";
import { AccountLog, logHead } from "@/lib/server/events/account-log";
import { findGrant } from "@/lib/server/identity/find-grant";
import { rereadSession } from "@/lib/server/identity/sessions";
import { redeemSocketTicket } from "@/lib/server/identity/socket-ticket";
import { knownSymbols } from "@/lib/server/market/known-symbols";
import { logRefusal } from "@/lib/server/refusal-log";
import { decodeEventId } from "@/lib/wire/alpaca/event-id";
import type { ClockView } from "@/lib/wire/raxx/desk";
import { CLOCK_MS, ClientMessage, type DeskNews, type ServerMessage } from "@/lib/wire/raxx/stream";
import type { AccountFollowers, FollowedEvent } from "./account-followers";
import { sendFrame } from "./client";
import { newsOf } from "./desk-news";
import type { QuoteReader, QuoteTopics } from "./quote-topics";

const AUTH_MS_MAX = 10_000;
const RECHECK_MS = 3_000;
const WORTH_MS = 1_000;
const NEWS_MAX = 1_000;
const POLICY_VIOLATION = 1008;

export interface SocketDeps {
  readonly deps: Deps;
  readonly topics: QuoteTopics;
  readonly followers: AccountFollowers;
}

/** Serves one socket until it closes. */
export function serveRaxxSocket(all: SocketDeps, socket: WebSocket, ip: string): void {
  new RaxxConnection(all, socket, ip);
}

class RaxxConnection {
  private caller: Caller | null = null;
  /** Asked again from time to time: who this is now. */
  private whoNow: () => Promise<Caller | null> = async () => null;
  private symbols: ReadonlySet<string> = new Set();
  private stopFollowing: (() => void) | null = null;
  private pendingNews: DeskNews[] = [];
  private deskTimer: NodeJS.Timeout | null = null;
  /** What is missed is told before what happens meanwhile. */
  private catchingUp = false;
  private lastWorth = "";
  private readonly timers: NodeJS.Timeout[] = [];

  constructor(
    private readonly all: SocketDeps,
    private readonly socket: WebSocket,
    private readonly ip: string,
  ) {
    // One thing at a time: a later message must not overtake an earlier one's answer.
    let last = Promise.resolve();
    socket.on("message", (data) => {
      last = last.then(() => this.receive(String(data))).catch((error) => this.failed(error));
    });
    socket.on("close", () => this.end());
    const timeout = setTimeout(() => this.refuse(404, "auth timeout"), AUTH_MS_MAX);
    this.timers.push(timeout);
  }

  private async begin(caller: Caller): Promise<void> {
    this.caller = caller;
    for (const timer of this.timers.splice(0)) clearTimeout(timer);
    this.send({ type: "ready", clock: await this.clock(caller) });
    this.all.topics.add(this.reader(caller));
    this.timers.push(
      setInterval(() => void this.recheck().catch((e) => this.failed(e)), RECHECK_MS),
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
    if (data.action === "ticket") return this.redeem(data.ticket);
    if (this.caller === null) {
      return this.send({ type: "error", code: 401, message: "not authenticated" });
    }
    if (data.action === "quotes") return this.quotes(this.caller, data.symbols);
    return this.account(this.caller, data);
  }

  private async authenticate(key: string, secret: string): Promise<void> {
    if (this.caller !== null) {
      return this.send({ type: "error", code: 403, message: "already authenticated" });
    }
    const credential = { kind: "pair", keyId: key, secret, ip: this.ip } as const;
    this.whoNow = async () => (await findGrant(this.all.deps, credential))?.caller ?? null;
    const grant = await findGrant(this.all.deps, credential);
    if (grant === null) return this.refuse(402, "auth failed");
    if (!grant.scopes.includes("read")) return this.refuse(411, "insufficient scope");
    await this.begin(grant.caller);
  }

  private async redeem(ticket: string): Promise<void> {
    if (this.caller !== null) {
      return this.send({ type: "error", code: 403, message: "already authenticated" });
    }
    const session = await redeemSocketTicket(this.all.deps, ticket);
    if (session === null) return this.refuse(402, "auth failed");
    const { sessionId, caller } = session;
    const named = { sessionId, userId: caller.userId, accountId: caller.accountId };
    this.whoNow = async () => (await rereadSession(this.all.deps.webPool, named))?.caller ?? null;
    await this.begin(caller);
  }

  private async quotes(caller: Caller, asked: readonly string[]): Promise<void> {
    const { deps } = this.all;
    const symbols = await knownSymbols(deps, asked);
    this.symbols = new Set(symbols);
    const { clock, quotes } = await loadQuotes(deps, caller, symbols);
    this.send({ type: "quotes", clock, quotes });
  }

  /** Sends the desk whole, with the news since the event a client that was away has seen last. */
  private async account(
    caller: Caller,
    { accountId, sinceId }: { readonly accountId: string; readonly sinceId?: string | undefined },
  ): Promise<void> {
    if (accountId !== caller.accountId) {
      return this.send({ type: "error", code: 404, message: "account not found" });
    }
    const since = sinceId === undefined ? null : await this.versionOf(caller, sinceId);
    if (since === undefined) {
      return this.send({ type: "error", code: 400, message: "invalid sinceId" });
    }
    this.stopFollowing?.();
    this.catchingUp = true;
    try {
      await this.catchUp(caller, since);
    } finally {
      this.catchingUp = false;
    }
  }

  private async catchUp(caller: Caller, since: number | null): Promise<void> {
    const { accountId } = caller;
    const following = await this.all.followers.follow(accountId, (events) => this.changed(events));
    this.stopFollowing = following?.stop ?? null;
    if (this.socket.readyState !== this.socket.OPEN) return this.end();
    const missed =
      since === null ? [] : await this.newsBetween(caller, since, following?.state.version);
    await this.sendDesk([...missed, ...this.pendingNews.splice(0)]);
    // What came while the desk was read is told by the next one.
    this.catchingUp = false;
    if (this.pendingNews.length > 0) this.changed([]);
  }

  /** The version of a public event id; undefined when the account has no such event yet. */
  private async versionOf(caller: Caller, sinceId: string): Promise<number | undefined> {
    const id = decodeEventId(sinceId);
    const head = await logHead(this.all.deps, caller);
    return id === null || id.version > head.version ? undefined : id.version;
  }

  private async newsBetween(
    caller: Caller,
    since: number,
    until: number | undefined,
  ): Promise<readonly DeskNews[]> {
    const log = await AccountLog.after(this.all.deps, caller, since);
    const news: DeskNews[] = [];
    for (let full = true; full; ) {
      const batch = await log.read(until);
      news.push(...batch.items.map(newsOf).filter((item) => item !== null));
      news.splice(0, news.length - NEWS_MAX);
      full = batch.full;
    }
    return news;
  }

  private changed(events: readonly FollowedEvent[]): void {
    for (const event of events) {
      const news = newsOf(event);
      if (news !== null) this.pendingNews.push(news);
    }
    if (this.catchingUp) return;
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

  /** A revoked session or key, or another tier, ends the socket: the client comes back as what it now is. */
  private async recheck(): Promise<void> {
    if (this.caller === null) return;
    const now = await this.whoNow();
    if (now?.accountId !== this.caller.accountId) this.refuse(401, "session ended");
    else if (now.feed !== this.caller.feed) this.refuse(409, "plan changed");
  }

  private refuse(code: number, message: string): void {
    const userId = this.caller?.userId ?? null;
    logRefusal(this.all.deps, {
      surface: "socket",
      status: code,
      route: "/ws",
      userId,
      ip: this.ip,
    });
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
