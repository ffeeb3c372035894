/**
 * Named places at which a program of the chaos run stops and is killed, or loses a store: before a statement is sent,
 * while the database works on it, after it was done but before the program knows, and before an answer goes out. Around pg
 * and node:http, so that the product has no code for it.
 */
import { ServerResponse } from "node:http";
import pg from "pg";

export type Moment = "before" | "during" | "after";

export interface Failpoint {
  readonly moment: Moment;
  /** A part of the statement's text or name; ANSWER is the answer of a request. */
  readonly statement: string;
}

export const ANSWER = "the answer";
export const GO_ON = "go on";

type Method = (...args: readonly unknown[]) => unknown;
type Callback = (error: unknown, result?: unknown) => void;

let armed: Failpoint | null = null;
let standing = false;

/** The next statement that matches stops the program, once. */
export function arm(point: Failpoint | null): void {
  armed = point;
}

/**
 * Whether it was not told to go on yet. A pool says that its connection died at once, also of a statement that
 * stands here: its caller goes on while the store is still away.
 */
export function isStanding(): boolean {
  return standing;
}

/** Puts the failpoints into every client of PostgreSQL and every answer of this process. */
export function installFailpoints(): void {
  const client = pg.Client.prototype as unknown as { query: Method };
  const { query } = client;
  client.query = function (this: unknown, ...args) {
    const point = taken(textOf(args[0]));
    if (point === null) return query.apply(this, [...args]);
    const callback = args.at(-1);
    if (typeof callback !== "function") {
      return stoppingAt(point, () => query.apply(this, [...args]) as Promise<unknown>);
    }
    // A pool asks with a callback.
    const asked = stoppingAt(point, () => {
      return new Promise((resolve, reject) => {
        const done: Callback = (error, result) => (error ? reject(error) : resolve(result));
        query.apply(this, [...args.slice(0, -1), done]);
      });
    });
    asked.then((result) => callback(undefined, result), callback as Callback);
    return undefined;
  };
  const response = ServerResponse.prototype as unknown as { end: Method };
  const { end } = response;
  response.end = function (this: unknown, ...args) {
    const point = taken(ANSWER);
    if (point === null) return end.apply(this, [...args]);
    void stop().then(() => end.apply(this, [...args]));
    return this;
  };
}

function taken(text: string): Failpoint | null {
  if (armed === null || !text.includes(armed.statement)) return null;
  const point = armed;
  armed = null;
  return point;
}

function textOf(asked: unknown): string {
  if (typeof asked === "string") return asked;
  const { name = "", text = "" } = asked as { name?: string; text?: string };
  return `${name} ${text}`;
}

async function stoppingAt({ moment }: Failpoint, ask: () => Promise<unknown>): Promise<unknown> {
  if (moment === "before") await stop();
  const answer = ask();
  answer.catch(() => undefined); // awaited below
  if (moment === "during") await stop();
  const result = await answer;
  if (moment === "after") await stop();
  return result;
}

/** Stops here: tells the parent, and waits until it says to go on. */
async function stop(): Promise<void> {
  const goOn = new Promise<void>((resolve) => {
    const hear = (message: unknown) => {
      if (message !== GO_ON) return;
      process.off("message", hear);
      resolve();
    };
    process.on("message", hear);
  });
  standing = true;
  process.send?.("hit");
  await goOn;
  standing = false;
}
