/**
 * What waits to be sent on one connection. While its reader keeps up, every message goes out; when it
 * falls behind, what a later message replaces is let go, and one that stays behind is given up: it must
 * not grow in our memory nor slow anybody else (performance.md §3.3).
 */
import type { Message } from "./message";

/** A socket with more than this unsent is not keeping up. */
const BEHIND_BYTES = 65_536;
const BEHIND_MS_MAX = 5_000;
/** Messages that nothing replaces, such as trades, are held up to here. */
const HELD_MAX = 20_000;
const COMPACT_MIN = 256;

export type Flush = "sent" | "held" | "given_up";

export class Outbox {
  #messages: Message[] = [];
  #behindSinceMs: number | null = null;
  #compactAt = COMPACT_MIN;

  get length(): number {
    return this.#messages.length;
  }

  push(message: Message): void {
    this.#messages.push(message);
  }

  /** Hands over what waits, unless the socket still has too much of what was handed over before. */
  flush(bufferedBytes: number, nowMs: number, send: (messages: readonly Message[]) => void): Flush {
    if (bufferedBytes > BEHIND_BYTES) {
      this.#behindSinceMs ??= nowMs;
      if (this.#messages.length >= this.#compactAt) this.#compact();
      const isTooLong = nowMs - this.#behindSinceMs > BEHIND_MS_MAX;
      return isTooLong || this.#messages.length > HELD_MAX ? "given_up" : "held";
    }
    if (this.#behindSinceMs !== null) this.#compact();
    this.#behindSinceMs = null;
    this.#compactAt = COMPACT_MIN;
    const messages = this.#messages;
    this.#messages = [];
    if (messages.length > 0) send(messages);
    return "sent";
  }

  /** Keeps the last of those that replace each other, in the order of these last ones. */
  #compact(): void {
    const seen = new Set<string>();
    const kept: Message[] = [];
    for (const message of this.#messages.reverse()) {
      const { replaces } = message;
      if (replaces !== null && seen.has(replaces)) continue;
      if (replaces !== null) seen.add(replaces);
      kept.push(message);
    }
    this.#messages = kept.reverse();
    this.#compactAt = Math.max(COMPACT_MIN, 2 * kept.length);
  }
}
