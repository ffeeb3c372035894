/**
 * In which order connections are written to: those with much to be told last. A reader of everything, or one
 * that fell behind, then costs the others none of their time.
 */

import { performance } from "node:perf_hooks";

interface Flushable {
  /** Messages that wait to be written. */
  readonly waiting: number;
  /** Writes them; false while some have to stay. */
  flush(nowMs: number): boolean;
}

/** A frame of more messages than this takes longer than those of many others together. */
const MANY = 256;

/** Writes to each connection once; those with nothing left leave the set. */
export function flushAll(pushed: Set<Flushable>): void {
  const nowMs = performance.now();
  const large: Flushable[] = [];
  for (const client of pushed) {
    if (client.waiting > MANY) large.push(client);
    else if (client.flush(nowMs)) pushed.delete(client);
  }
  for (const client of large) if (client.flush(nowMs)) pushed.delete(client);
}
