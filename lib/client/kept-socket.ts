/**
 * A WebSocket that is opened again for as long as it is wanted, also when the wire was cut without
 * a word: then no close event comes, only silence.
 */
import { reconnectDelayMs } from "./backoff";

/** The server sends its clock every 5 s: three of them missing is a dead wire. */
export const SILENCE_MS_MAX = 15_000;

interface KeptSocketOptions {
  readonly url: string;
  readonly onOpen: () => void;
  readonly onMessage: (data: unknown) => void;
  readonly onLost: () => void;
}

export interface KeptSocket {
  /** Sends now or not at all: who missed the connection says it again in `onOpen`. */
  readonly send: (text: string) => boolean;
  readonly close: () => void;
}

/** Opens a socket and keeps it open until `close`. */
export function keepSocket({ url, onOpen, onMessage, onLost }: KeptSocketOptions): KeptSocket {
  let socket: WebSocket | null = null;
  let attempt = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  let silence: ReturnType<typeof setTimeout> | undefined;

  function lose(lost: WebSocket): void {
    if (socket !== lost) return;
    socket = null;
    clearTimeout(silence);
    onLost();
    retry = setTimeout(connect, reconnectDelayMs(attempt, Math.random));
    attempt += 1;
  }

  function expectWords(from: WebSocket): void {
    clearTimeout(silence);
    silence = setTimeout(() => {
      lose(from);
      from.close();
    }, SILENCE_MS_MAX);
  }

  function connect(): void {
    clearTimeout(retry);
    const next = new WebSocket(url);
    socket = next;
    expectWords(next);
    next.onopen = () => socket === next && onOpen();
    next.onmessage = (event: MessageEvent<unknown>) => {
      if (socket !== next) return;
      expectWords(next);
      // Only a message proves that the server accepted us: a refused upgrade may open and close.
      attempt = 0;
      onMessage(event.data);
    };
    next.onclose = () => lose(next);
  }

  const retryNow = () => {
    if (socket === null) connect();
  };
  window.addEventListener("online", retryNow);
  connect();

  return {
    send(text) {
      if (socket?.readyState !== WebSocket.OPEN) return false;
      socket.send(text);
      return true;
    },
    close() {
      clearTimeout(retry);
      clearTimeout(silence);
      window.removeEventListener("online", retryNow);
      const last = socket;
      socket = null;
      last?.close();
    },
  };
}
