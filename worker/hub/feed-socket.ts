/**
 * The socket under Alpaca's SDK: quotes and prints are taken out here, the rest is the SDK's, which keeps
 * the connection. The SDK turns each quote into a Date and two texts that nobody reads here, and takes
 * several times as long (bench/feed.ts); a peak second of one tape has 400,000 of them.
 */
import type { streaming } from "@alpacahq/alpaca-trade-api";
import { Packr } from "msgpackr";
import { WebSocket } from "ws";

export type FeedConnection = streaming.WebSocketLike;
export type OpenConnection = (url: string) => FeedConnection;

/** A quote as it is on the wire (alpaca-wire.md §4.2); a side that is missing has zeros. */
export interface WireQuote {
  readonly T: "q";
  readonly S: string;
  readonly bp: number;
  readonly bs: number;
  readonly bx?: string;
  readonly ap: number;
  readonly as: number;
  readonly ax?: string;
  readonly t: Date;
}

export interface WireTrade {
  readonly T: "t";
  readonly S: string;
  readonly i?: number;
  readonly p: number;
  readonly s: number;
  readonly x: string;
  /** The option stream has one text here. */
  readonly c: readonly string[] | string;
  readonly z?: string;
  readonly t: Date;
}

/** A band, an imbalance, a correction or a cancel: rare, and read with care by whoever takes it. */
export interface WireNews {
  readonly T: "l" | "i" | "c" | "x";
  readonly t: Date;
}

export interface FrameReader {
  onQuote(quote: WireQuote): void;
  onTrade(trade: WireTrade): void;
  onNews(news: WireNews): void;
}

// Ids of prints are 64 bits wide on the wire and below 2^53 in value.
const packr = new Packr({ useRecords: false, variableMapSize: true, int64AsType: "number" });

/** Connects as the SDK would. */
export function openConnection(url: string): FeedConnection {
  const headers = { "Content-Type": "application/msgpack" };
  const socket = new WebSocket(url, { perMessageDeflate: false, headers });
  return socket as unknown as FeedConnection; // its `on` has an overload for each event
}

/** A connection as the SDK sees it, without the messages that were read here. */
export class FeedSocket implements FeedConnection {
  constructor(
    private readonly connection: FeedConnection,
    private readonly reader: FrameReader,
  ) {}

  get readyState(): number {
    return this.connection.readyState ?? WebSocket.CLOSED;
  }

  on(event: string, listener: (...args: unknown[]) => void): unknown {
    if (event !== "message") return this.connection.on(event, listener);
    return this.connection.on(event, (frame: unknown) => {
      const rest = this.read(frame);
      if (rest !== null) listener(rest);
    });
  }

  send(data: string | Uint8Array): void {
    this.connection.send(data);
  }

  close(code?: number, reason?: string): void {
    this.connection.close(code, reason);
  }

  terminate(): void {
    this.connection.terminate?.();
  }

  ping(data?: unknown): void {
    this.connection.ping?.(data);
  }

  /** What is left of a frame for the SDK; null for nothing. What cannot be read is left whole: it says why. */
  private read(frame: unknown): unknown {
    const messages = unpack(frame);
    if (messages === null) return frame;
    let rest: unknown[] | null = null;
    for (const message of messages) {
      if (isQuote(message)) this.reader.onQuote(message);
      else if (isTrade(message)) this.reader.onTrade(message);
      else if (isNews(message)) this.reader.onNews(message);
      else {
        rest ??= [];
        rest.push(message);
      }
    }
    if (rest === null) return null;
    return rest.length === messages.length ? frame : packr.pack(rest);
  }
}

function unpack(frame: unknown): unknown[] | null {
  try {
    const value: unknown = packr.unpack(frame as Buffer);
    return Array.isArray(value) ? value : null;
  } catch {
    return null; // The SDK reads it again and tells what is wrong with it.
  }
}

function isQuote(message: unknown): message is WireQuote {
  const quote = message as WireQuote | null;
  return (
    quote?.T === "q" &&
    typeof quote.S === "string" &&
    typeof quote.bp === "number" &&
    typeof quote.ap === "number" &&
    typeof quote.bs === "number" &&
    typeof quote.as === "number" &&
    quote.t instanceof Date
  );
}

function isTrade(message: unknown): message is WireTrade {
  const trade = message as WireTrade | null;
  return (
    trade?.T === "t" &&
    typeof trade.S === "string" &&
    typeof trade.p === "number" &&
    typeof trade.s === "number" &&
    trade.t instanceof Date
  );
}

function isNews(message: unknown): message is WireNews {
  const news = message as WireNews | null;
  return ["l", "i", "c", "x"].includes(news?.T ?? "") && news?.t instanceof Date;
}
