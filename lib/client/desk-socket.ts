/**
 * One socket per tab: quotes of the symbols on screen and the changes of one account.
 *
 * It reconnects for as long as the page lives and resumes after the last event it has shown, so a
 * drop loses nothing. Messages are merged and handed over once per frame.
 */
import type { ClientMessage, ServerMessage } from "@/lib/wire/raxx/stream";
import { type DeskFrame, EMPTY_FRAME, mergeMessage } from "./desk-frame";
import { frameBatch } from "./frame-batch";
import { keepSocket } from "./kept-socket";

export interface DeskSocketOptions {
  readonly url: string;
  readonly accountId: string;
  /** What lets one socket in, asked at each connection; null when there is none to be had now. */
  readonly ticket: () => Promise<string | null>;
  /** The event id to resume after, asked at each connection. */
  readonly sinceId: () => string;
  readonly onFrame: (frame: DeskFrame) => void;
  readonly onConnection: (connection: "connecting" | "open" | "lost") => void;
}

export interface DeskSocket {
  /** Replaces the quoted symbols; sent when the set really changed. */
  readonly quote: (symbols: readonly string[]) => void;
  readonly close: () => void;
}

const EVENT_ID_LENGTH = 26;

/** SOCKET_SYMBOLS_MAX of the wire; its module is not imported, since it would bring zod to the browser. */
export const QUOTED_SYMBOLS_MAX = 400;

function readMessage(data: unknown): ServerMessage | null {
  if (typeof data !== "string") return null;
  try {
    return JSON.parse(data) as ServerMessage;
  } catch {
    return null;
  }
}

/** Opens the socket and keeps it open until `close`. */
export function openDeskSocket(options: DeskSocketOptions): DeskSocket {
  let symbols: readonly string[] = [];
  let sentSymbols = "";
  let frame = EMPTY_FRAME;
  /** Counts connections, so that a ticket that came late is not spent on the next one. */
  let connection = 0;
  let introduced = false;

  const batch = frameBatch(() => {
    const arrived = frame;
    frame = EMPTY_FRAME;
    options.onFrame(arrived);
  });

  function send(message: ClientMessage): boolean {
    return socket.send(JSON.stringify(message));
  }

  function sendSymbols(): void {
    const key = symbols.join(",");
    if (key === sentSymbols || !introduced) return;
    if (send({ action: "quotes", symbols: [...symbols] })) sentSymbols = key;
  }

  function follow(): void {
    const sinceId = options.sinceId();
    const resume = sinceId.length === EVENT_ID_LENGTH ? { sinceId } : {};
    send({ action: "account", accountId: options.accountId, ...resume });
  }

  /** Without a ticket the server hangs up after a while, and the next connection asks for another. */
  async function introduce(mine: number): Promise<void> {
    const ticket = await options.ticket();
    if (ticket === null || mine !== connection || !send({ action: "ticket", ticket })) return;
    introduced = true;
    sentSymbols = "";
    follow();
    sendSymbols();
  }

  const socket = keepSocket({
    url: options.url,
    onOpen() {
      connection += 1;
      introduced = false;
      void introduce(connection);
    },
    onMessage(data) {
      const message = readMessage(data);
      if (message === null) return;
      options.onConnection("open");
      frame = mergeMessage(frame, message);
      batch.request();
    },
    onLost: () => options.onConnection("lost"),
  });

  return {
    quote(next) {
      symbols = [...new Set(next)].sort().slice(0, QUOTED_SYMBOLS_MAX);
      sendSymbols();
    },
    close() {
      batch.stop();
      socket.close();
    },
  };
}
