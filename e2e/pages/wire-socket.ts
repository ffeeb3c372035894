/** A WebSocket that remembers what it was told, so that a test awaits an event and never a time. */
import { WebSocket } from "ws";
import { WS_URL } from "./bot";

const PATIENCE_MS = 10_000;

export interface Frame {
  readonly binary: boolean;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the server said; the test looks at its parts.
  readonly json: any;
}

export class WireSocket {
  readonly frames: Frame[] = [];
  /** The close code, once it is closed. */
  readonly closed: Promise<number>;
  private waiting: (() => void)[] = [];

  private constructor(private readonly socket: WebSocket) {
    socket.on("message", (data: Buffer, binary: boolean) => {
      const text = data.toString("utf8");
      this.frames.push({ binary, text, json: JSON.parse(text) });
      for (const wake of this.waiting.splice(0)) wake();
    });
    this.closed = new Promise((resolve) => socket.once("close", resolve));
    socket.on("error", () => undefined); // every error is followed by the close that tests await
  }

  /** Connects to a path of the site; rejects when the upgrade is refused. */
  static async open(path: string, options: { headers?: Record<string, string> } = {}) {
    const socket = new WebSocket(`${WS_URL}${path}`, options);
    const wire = new WireSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once("open", resolve);
      socket.once("error", reject);
    });
    return wire;
  }

  /** Sends JSON, or text and bytes as they are. */
  say(message: object | string | Buffer): void {
    const raw = typeof message === "string" || Buffer.isBuffer(message);
    this.socket.send(raw ? message : JSON.stringify(message));
  }

  /** The first frame, past or future, that passes; throws with what came instead. */
  async until(passes: (json: Frame["json"]) => boolean, from = 0): Promise<Frame["json"]> {
    const deadline = AbortSignal.timeout(PATIENCE_MS);
    for (let index = from; ; index += 1) {
      while (index >= this.frames.length) await this.nextFrame(deadline);
      const json = this.frames[index]?.json;
      if (passes(json)) return json;
    }
  }

  /** The answer to a question about liveness that says nothing itself: the server's pong. */
  pong(): Promise<void> {
    return new Promise((resolve) => {
      this.socket.once("pong", () => resolve());
      this.socket.ping();
    });
  }

  close(): void {
    this.socket.close();
  }

  private nextFrame(deadline: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const fail = () =>
        reject(new Error(`not told; heard: ${this.frames.map(textOf).join(" | ")}`));
      if (deadline.aborted) fail();
      deadline.addEventListener("abort", fail, { once: true });
      this.waiting.push(resolve);
    });
  }
}

function textOf({ text }: Frame): string {
  return text.slice(0, 200);
}

export interface SocketQuote {
  readonly symbol: string;
  readonly bid: string;
  readonly ask: string;
  readonly atMs: number;
}

/** A /ws connection of a bot, past its "ready". */
export async function openRaxxSocket(bot: { keyId: string; secret: string }): Promise<WireSocket> {
  const wire = await WireSocket.open("/ws");
  wire.say({ action: "auth", key: bot.keyId, secret: bot.secret });
  await wire.until(({ type }) => type === "ready");
  return wire;
}

/** Two-sided quotes of symbols as the bot's feed shows them now. */
export async function quotesOf(
  bot: { keyId: string; secret: string },
  symbols: readonly string[],
): Promise<ReadonlyMap<string, SocketQuote>> {
  const wire = await openRaxxSocket(bot);
  const known = new Map<string, SocketQuote>();
  wire.say({ action: "quotes", symbols: [...symbols] });
  await wire.until(({ type, quotes }) => {
    if (type !== "quotes") return false;
    for (const quote of quotes as SocketQuote[]) {
      if (quote.bid !== null && quote.ask !== null) known.set(quote.symbol, quote);
    }
    return symbols.every((symbol) => known.has(symbol));
  });
  wire.close();
  return known;
}
