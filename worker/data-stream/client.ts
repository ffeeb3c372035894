/**
 * One stream connection: welcome, authentication, subscriptions, and frames out (alpaca-wire.md §4.2).
 * The gateway and the simulated exchange serve the same protocol with this.
 */
import { performance } from "node:perf_hooks";
import type { Writable } from "node:stream";
import type { WebSocket } from "ws";
import type { Credential } from "@/lib/server/identity/find-grant";
import type { Channel, Endpoint } from "@/lib/wire/alpaca/data-stream";
import { type Admit, type Admitted, credentialOfFrame } from "./admission";
import { frameOf } from "./frame";
import { FrameMemory } from "./frame-memory";
import {
  type Encoding,
  type ErrorCode,
  errorMessage,
  type Message,
  readFrame,
  successMessage,
} from "./message";
import { Outbox } from "./outbox";
import { STAR, type SubscriptionChange, Subscriptions } from "./subscriptions";

const CLOSING_ERRORS: ReadonlySet<ErrorCode> = new Set([
  401, 402, 404, 406, 407, 409, 411, 412, 500,
]);
/** Frames that may wait for one that is being looked into: a client that sends more is not waiting. */
const WAITING_MAX = 64;
/** Of every connection of this process. */
const FRAMES = new FrameMemory();

export interface ClientOptions {
  readonly socket: WebSocket;
  /** What the socket writes to: frames of ours go there whole, beside its own pings and closes. */
  readonly connection: Writable;
  readonly endpoint: Endpoint;
  readonly encoding: Encoding;
  readonly authTimeoutMs: number;
  readonly admit: Admit;
  /** The credential of the handshake, if it brought one. */
  readonly handshake?: Credential | null;
  readonly onChange?: (client: Client, changes: readonly SubscriptionChange[]) => void;
  readonly onFailure?: (error: unknown) => void;
}

/** The server's side of a connection. */
export class Client {
  readonly endpoint: Endpoint;
  readonly #options: ClientOptions;
  readonly #socket: WebSocket;
  readonly #authTimer: NodeJS.Timeout;
  readonly #subscriptions: Subscriptions;
  readonly #outbox = new Outbox();
  #admitted: Admitted | null = null;
  /** Work under way; later frames wait for it, so that none overtakes an authentication. */
  #working: Promise<void> | null = null;
  #waiting = 0;

  constructor(options: ClientOptions) {
    const { socket, endpoint, encoding, authTimeoutMs, handshake } = options;
    this.endpoint = endpoint;
    this.#options = options;
    this.#socket = socket;
    this.#subscriptions = new Subscriptions(endpoint);
    this.#authTimer = setTimeout(() => this.refuse(404), authTimeoutMs);
    this.#authTimer.unref();
    socket.on("message", (data: Buffer, isBinary) => this.#receive(data, isBinary));
    socket.on("close", () => clearTimeout(this.#authTimer));
    this.#sendNow([successMessage("connected")]);
    if (endpoint.kind === "option" && encoding === "json") this.refuse(412);
    else if (handshake) this.#run(() => this.#authenticate(handshake));
  }

  /** The account behind the connection; null before it has authenticated. */
  get owner(): string | null {
    return this.#admitted?.owner ?? null;
  }

  /** The symbols subscribed on a channel; may hold "*". */
  symbols(channel: Channel): ReadonlySet<string> {
    return this.#subscriptions.of(channel);
  }

  /** Tells whether a symbol's messages on a channel are wanted. */
  wants(channel: Channel, symbol: string): boolean {
    const symbols = this.symbols(channel);
    return symbols.has(symbol) || symbols.has(STAR);
  }

  /** How many messages wait for the next flush. */
  get waiting(): number {
    return this.#outbox.length;
  }

  /** Keeps a message for the next flush; true when it is the first to wait for it. */
  push(message: Message): boolean {
    this.#outbox.push(message);
    return this.#outbox.length === 1;
  }

  /** Sends what was pushed as one frame; false while some of it has to wait for a slow reader. */
  flush(nowMs = performance.now()): boolean {
    if (this.#outbox.length === 0) return true;
    const { writableLength } = this.#options.connection;
    const done = this.#outbox.flush(writableLength, nowMs, (messages) => this.#sendNow(messages));
    if (done === "given_up") this.refuse(407);
    return done !== "held";
  }

  /** Tells an error, and ends the connection after those that end one. */
  refuse(code: ErrorCode): void {
    this.#sendNow([errorMessage(code)]);
    if (!CLOSING_ERRORS.has(code)) return;
    clearTimeout(this.#authTimer);
    // A slow client would not read a close frame either.
    if (code === 407) this.#socket.terminate();
    else this.#socket.close();
  }

  /** Ends the connection without a close frame. */
  drop(): void {
    this.#socket.terminate();
  }

  #receive(data: Buffer, isBinary: boolean): void {
    // Text is JSON on every connection: clients of either encoding may sign in with it.
    const frame = readFrame(data, isBinary ? this.#options.encoding : "json");
    if (this.#waiting >= WAITING_MAX) this.refuse(407);
    else this.#run(() => this.#take(frame));
  }

  #take(frame: Record<string, unknown> | null): void | Promise<void> {
    switch (frame?.action) {
      case "auth":
        return this.#authenticate(credentialOfFrame(frame));
      case "subscribe":
      case "unsubscribe":
        return this.#change(frame);
      default:
        return this.refuse(400);
    }
  }

  #authenticate(credential: Credential | null): void | Promise<void> {
    if (this.#admitted !== null) return this.refuse(403);
    if (credential === null) return this.refuse(402);
    const admission = this.#options.admit(credential);
    return admission instanceof Promise
      ? admission.then((known) => this.#admit(known))
      : this.#admit(admission);
  }

  #admit(admission: Admitted | ErrorCode): void {
    if (typeof admission === "number") {
      this.refuse(admission);
      return;
    }
    clearTimeout(this.#authTimer);
    this.#admitted = admission;
    this.#sendNow([successMessage("authenticated")]);
  }

  #change(frame: Record<string, unknown>): void {
    const plan = this.#admitted;
    const changes = plan === null ? 401 : this.#subscriptions.change(frame, plan);
    if (typeof changes === "number") {
      this.refuse(changes);
      return;
    }
    this.#options.onChange?.(this, changes);
    this.#sendNow([this.#subscriptions.message()]);
  }

  /** Does one thing after another; what can be done at once is. */
  #run(work: () => void | Promise<void>): void {
    if (this.#working === null) {
      const doing = work();
      if (doing instanceof Promise) this.#wait(doing);
      return;
    }
    this.#waiting += 1;
    const next = this.#working.then(() => {
      this.#waiting -= 1;
      return work();
    });
    this.#wait(next);
  }

  #wait(doing: Promise<void>): void {
    const settled: Promise<void> = doing
      .catch((error: unknown) => {
        this.#options.onFailure?.(error);
        this.refuse(500);
      })
      .then(() => {
        if (this.#working === settled) this.#working = null;
      });
    this.#working = settled;
  }

  #sendNow(messages: readonly Message[]): void {
    if (this.#socket.readyState === this.#socket.OPEN) {
      const { encoding } = this.#options;
      const { bytes, done } = frameOf(messages, encoding, FRAMES);
      this.#options.connection.write(bytes, done);
    }
  }
}
