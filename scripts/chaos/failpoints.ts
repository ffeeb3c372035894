/**
 * Named places at which a program of the chaos run stops and is killed, or loses a store: before a statement is sent,
 * while the database works on it, and after it committed but before the program knows. Around the pool, so that the
 * product has no code for it.
 */
import type pg from "pg";

export type Moment = "before" | "during" | "after";

export interface Failpoint {
  readonly moment: Moment;
  /** A part of the statement's text or name. */
  readonly statement: string;
}

/** Stops the process at a failpoint: tells its parent, and waits until it may go on. */
async function stop(): Promise<void> {
  const goOn = new Promise<void>((resolve) => process.once("message", () => resolve()));
  process.send?.("hit");
  await goOn;
}

/** The pool with the failpoint in it; it is met once. */
export function withFailpoint(pool: pg.Pool, point: Failpoint | null): pg.Pool {
  if (point === null) return pool;
  const query = pool.query.bind(pool) as (...args: readonly unknown[]) => Promise<unknown>;
  let met = false;
  pool.query = (async (...args: readonly [string | { name?: string; text?: string }]) => {
    const [asked] = args;
    const text = typeof asked === "string" ? asked : `${asked.name} ${asked.text}`;
    if (met || !text.includes(point.statement)) return query(...args);
    met = true;
    if (point.moment === "before") await stop();
    const answer = query(...args);
    answer.catch(() => undefined); // awaited below
    if (point.moment === "during") await stop();
    const result = await answer;
    if (point.moment === "after") await stop();
    return result;
  }) as typeof pool.query;
  return pool;
}
