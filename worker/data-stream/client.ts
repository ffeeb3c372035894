/**
 * One stream connection: welcome, authentication, subscriptions, and frames out.
 *
 * A client that does not read is told 407 and closed; what it holds back must not grow in our memory.
 */
import type { WebSocket } from "ws";
import { type Channel, type Endpoint, STOCK_CHANNELS } from "./endpoint";
import {
  type Encoding,
  type ErrorCode,
  errorMessage,
  frameOf,
  Message,
  readFrame,
  successMessage,
} from "./message";

const BUFFERED_BYTES_MAX = 1_048_576;
const CLOSING_ERRORS: ReadonlySet<ErrorCode> = new Set([401, 402, 404, 406, 407, 412]);

export type ClientOptions = {
  readonly socket: WebSocket;
  readonly endpoint: Endpoint;
  readonly encoding: Encoding;
  readonly authTimeoutMs: number;
  /** Tells whether one more connection of this key is allowed. */
  readonly admits: (keyId: string) => boolean;
};

/** The server's side of a connection. */
export class Client {
  readonly endpoint: Endpoint;
  keyId: string | null = null;
  readonly #socket: WebSocket;
  readonly #encoding: Encoding;
  readonly #admits: (keyId: string) => boolean;
  readonly #authTimer: NodeJS.Timeout;
  readonly #subscriptions = new Map<Channel, Set<string>>();
  #outbox: Message[] = [];

  constructor({ socket, endpoint, encoding, authTimeoutMs, admits }: ClientOptions) {
    this.endpoint = endpoint;
    this.#socket = socket;
    this.#encoding = encoding;
    this.#admits = admits;
    this.#authTimer = setTimeout(() => this.#refuse(404), authTimeoutMs);
    this.#authTimer.unref();
    socket.on("message", (data: Buffer, isBinary) => this.#receive(data, isBinary));
    socket.on("close", () => clearTimeout(this.#authTimer));
    this.#sendNow([successMessage("connected")]);
    if (endpoint.kind === "option" && encoding === "json") this.#refuse(412);
  }

  /** Accepts or refuses a key; an empty key or secret fails. */
  authenticate(keyId: unknown, secret: unknown): void {
    const refusal = this.#findAuthRefusal(keyId, secret);
    if (refusal !== null) {
      this.#refuse(refusal);
      return;
    }
    clearTimeout(this.#authTimer);
    this.keyId = String(keyId);
    this.#sendNow([successMessage("authenticated")]);
  }

  #findAuthRefusal(keyId: unknown, secret: unknown): ErrorCode | null {
    if (this.keyId !== null) return 403;
    if (!isFilledText(keyId) || !isFilledText(secret)) return 402;
    return this.#admits(keyId) ? null : 406;
  }

  /** The symbols subscribed on a channel; may hold "*". */
  symbols(channel: Channel): ReadonlySet<string> {
    return this.#subscriptions.get(channel) ?? NO_SYMBOLS;
  }

  /** Tells whether a symbol's messages on a channel are wanted. */
  wants(channel: Channel, symbol: string): boolean {
    const symbols = this.symbols(channel);
    return symbols.has(symbol) || symbols.has("*");
  }

  /** Keeps a message for the next flush. */
  push(message: Message): void {
    this.#outbox.push(message);
  }

  /** Sends what was pushed as one frame, or closes a client that does not read. */
  flush(): void {
    if (this.#outbox.length === 0) return;
    const messages = this.#outbox;
    this.#outbox = [];
    if (this.#socket.bufferedAmount > BUFFERED_BYTES_MAX) this.#refuse(407);
    else this.#sendNow(messages);
  }

  /** Ends the connection without a close frame. */
  drop(): void {
    this.#socket.terminate();
  }

  #receive(data: Buffer, isBinary: boolean): void {
    // Text is JSON on every connection: clients of either encoding may sign in with it.
    const frame = readFrame(data, isBinary ? this.#encoding : "json");
    if (frame?.action === "auth") {
      this.authenticate(frame.key, frame.secret);
      return;
    }
    const refusal = frame === null ? 400 : this.#subscribe(frame);
    if (refusal !== null) this.#refuse(refusal);
    else this.#sendNow([this.#subscriptionMessage()]);
  }

  #subscribe(frame: Record<string, unknown>): ErrorCode | null {
    const { action } = frame;
    if (action !== "subscribe" && action !== "unsubscribe") return 400;
    return this.keyId === null ? 401 : this.#change(frame, action === "subscribe");
  }

  /** Changes the subscriptions as a whole or not at all. */
  #change(frame: Record<string, unknown>, isAdding: boolean): ErrorCode | null {
    const changes = readChanges(frame);
    if (changes === null || changes.size === 0) return 400;
    for (const [channel, symbols] of changes) {
      const refusal = isAdding ? this.#findRefusal(channel, symbols) : null;
      if (refusal !== null) return refusal;
    }
    for (const [channel, symbols] of changes) {
      const before = this.symbols(channel);
      const after = isAdding ? union(before, symbols) : difference(before, symbols);
      this.#subscriptions.set(channel, after);
    }
    return null;
  }

  #findRefusal(channel: Channel, symbols: string[]): ErrorCode | null {
    const { kind, channels, quotesMax } = this.endpoint;
    if (!channels.includes(channel)) return 410;
    // A star on option trades would mean every contract of the market: refused like quotes.
    if (kind === "option" && symbols.includes("*")) return 413;
    const all = new Set([...this.symbols(channel), ...symbols]);
    return channel === "quotes" && all.size > quotesMax ? 405 : null;
  }

  #subscriptionMessage(): Message {
    const lists: Record<string, unknown> = { T: "subscription" };
    for (const channel of this.endpoint.channels) lists[channel] = [...this.symbols(channel)];
    if (this.endpoint.kind !== "option") {
      lists.corrections = lists.trades;
      lists.cancelErrors = lists.trades;
    }
    return new Message(lists);
  }

  #refuse(code: ErrorCode): void {
    this.#sendNow([errorMessage(code)]);
    if (!CLOSING_ERRORS.has(code)) return;
    clearTimeout(this.#authTimer);
    // A slow client would not read a close frame either.
    if (code === 407) this.#socket.terminate();
    else this.#socket.close();
  }

  #sendNow(messages: readonly Message[]): void {
    if (this.#socket.readyState === this.#socket.OPEN) {
      this.#socket.send(frameOf(messages, this.#encoding));
    }
  }
}

const NO_SYMBOLS: ReadonlySet<string> = new Set();

function isFilledText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function union(symbols: ReadonlySet<string>, added: readonly string[]): Set<string> {
  return new Set([...symbols, ...added]);
}

function difference(symbols: ReadonlySet<string>, removed: readonly string[]): Set<string> {
  return new Set([...symbols].filter((symbol) => !removed.includes(symbol)));
}

/** Reads the lists of a subscribe or unsubscribe; null when one is not a list of texts. */
function readChanges(frame: Record<string, unknown>): Map<Channel, string[]> | null {
  const changes = new Map<Channel, string[]>();
  for (const channel of STOCK_CHANNELS) {
    const symbols = frame[channel] ?? [];
    if (!isSymbolList(symbols)) return null;
    if (symbols.length > 0) changes.set(channel, symbols);
  }
  return changes;
}

function isSymbolList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((symbol) => typeof symbol === "string");
}
