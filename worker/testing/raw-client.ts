/** A hand-written client of the market-data streams: says anything, and keeps what it hears in order. */
import { Packr } from "msgpackr";
import { type RawData, WebSocket } from "ws";

export type Frame = Record<string, unknown>;
type Encoding = "json" | "msgpack";

const packr = new Packr({ useRecords: false });
const WAIT_MS = 10;
const WAITS_MAX = 400;

export class RawClient {
  readonly socket: WebSocket;
  /** Message by message. */
  readonly received: Frame[] = [];
  /** How many messages came in each frame. */
  readonly frames: number[] = [];
  closeCode: number | null = null;
  readonly #encoding: Encoding;

  constructor(url: string, encoding: Encoding = "json", headers: object = {}) {
    this.#encoding = encoding;
    this.socket = new WebSocket(url, {
      headers: { "Content-Type": `application/${encoding}`, ...headers },
    });
    this.socket.on("message", (data) => {
      const messages = this.#read(data);
      this.frames.push(messages.length);
      this.received.push(...messages);
    });
    this.socket.on("close", (code) => {
      this.closeCode = code;
    });
    this.socket.on("error", () => undefined);
  }

  get closed(): boolean {
    return this.closeCode !== null;
  }

  send(message: unknown): void {
    const isJson = this.#encoding === "json";
    this.socket.send(isJson ? JSON.stringify(message) : packr.pack(message));
  }

  /** Waits until something is found. */
  async until<Found>(find: () => Found | undefined | false | null): Promise<Found> {
    for (let waited = 0; waited < WAITS_MAX; waited += 1) {
      const found = find();
      if (found) return found;
      await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
    }
    throw new Error(`never came; got ${JSON.stringify(this.received.slice(-5))}`);
  }

  /** Waits for a message with these fields, from a place in what was received. */
  message(fields: Frame, from = 0): Promise<Frame> {
    const names = Object.keys(fields);
    return this.until(() =>
      this.received
        .slice(from)
        .find((frame) => names.every((name) => frame[name] === fields[name])),
    );
  }

  /** Says hello with a key pair and waits to be known. */
  async signedIn(key = "K", secret = "S"): Promise<this> {
    await this.message({ msg: "connected" });
    this.send({ action: "auth", key, secret });
    await this.message({ msg: "authenticated" });
    return this;
  }

  /** Sends a subscription and waits for its acknowledgement. */
  async subscribed(lists: object): Promise<Frame> {
    const from = this.received.length;
    this.send({ action: "subscribe", ...lists });
    return this.message({ T: "subscription" }, from);
  }

  #read(data: RawData): Frame[] {
    const bytes = data as Buffer;
    return this.#encoding === "json" ? JSON.parse(bytes.toString()) : packr.unpack(bytes);
  }
}
