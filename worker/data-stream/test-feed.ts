/** The endpoint v2/test: the made-up symbol FAKEPACA, quoted and printed every second at any hour. */
import { hashText, uniformOf } from "../exchange/model/random";
import type { Client } from "./client";
import { type Fields, Message } from "./message";

const SYMBOL = "FAKEPACA";
const SECOND_MS = 1000;
const MINUTE_MS = 60_000;
const key = hashText(SYMBOL);

function centsAt(second: number): number {
  return Math.round(13_345 + 100 * Math.sin(second / 60) + 20 * uniformOf(key, second));
}

/** Sends the second's quote and print, and the bar when a minute has ended. */
export class TestFeed {
  #lastSecond: number | null = null;

  tick(clients: readonly Client[], nowMs: number): void {
    const second = Math.floor(nowMs / SECOND_MS);
    if (second === this.#lastSecond) return;
    this.#lastSecond = second;
    const t = new Date(second * SECOND_MS);
    const bid = centsAt(second) / 100;
    const ask = (centsAt(second) + 2) / 100;
    const shared = { S: SYMBOL, t, z: "N" };
    const quote = { bx: "O", bp: bid, bs: 400, ax: "R", ap: ask, as: 200, c: ["R"] };
    const trade = { i: second % 1e9, x: "N", p: ask, s: 100, c: [" "] };
    pushIf(clients, "quotes", { T: "q", ...shared, ...quote });
    pushIf(clients, "trades", { T: "t", ...shared, ...trade });
    if (second % 60 === 0) pushIf(clients, "bars", { T: "b", ...barBefore(second) });
    for (const client of clients) client.flush();
  }
}

function barBefore(second: number): Fields {
  const cents = Array.from({ length: 60 }, (_, back) => centsAt(second - 60 + back) + 2);
  return {
    S: SYMBOL,
    o: (cents[0] ?? 0) / 100,
    h: Math.max(...cents) / 100,
    l: Math.min(...cents) / 100,
    c: (cents.at(-1) ?? 0) / 100,
    v: 6000,
    n: 60,
    vw: cents.reduce((sum, value) => sum + value, 0) / 6000,
    t: new Date(second * SECOND_MS - MINUTE_MS),
  };
}

function pushIf(
  clients: readonly Client[],
  channel: "quotes" | "trades" | "bars",
  fields: Fields,
): void {
  const message = new Message(fields);
  for (const client of clients) if (client.wants(channel, SYMBOL)) client.push(message);
}
