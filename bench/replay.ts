/**
 * replay: events a second from the text of a log to the state of its account, by the length of the
 * log, against JSON.parse of the same text.
 *
 * The log is one day of a busy trader, made by the engine itself and played over and over: stock and
 * spreads bought and sold, orders that rest, are canceled and expire. It ends flat, so that one day may
 * follow another and the state stays as large as it is; what grows is the log.
 */
import { type AccountState, emptyAccount } from "@/lib/engine/account/account-state";
import { evolve } from "@/lib/engine/account/evolve";
import { instantOf } from "@/lib/engine/calendar/new-york";
import { canonicalize, parseCanonical } from "@/lib/engine/canonical";
import type { AccountEvent } from "@/lib/engine/event/event";
import {
  dollars,
  limitOrder,
  marketOrder,
  openCommand,
  quote,
  spreadOrder,
} from "@/lib/engine/testing/builders";
import { marketOf } from "@/lib/engine/testing/market";
import { Trader } from "@/lib/engine/testing/trader";
import { compare } from "./measure";
import { check, main, report } from "./report";
import { seeded } from "./traffic";

const SIZES = [10_000, 100_000, 1_000_000];
const LONGEST = 10_000_000;
/** Long logs are slices long enough by themselves. */
const GROUPS = { short: 5, long: 2 } as const;
const LONG_EVENTS = 1_000_000;
const DAY_EVENTS = 5_000;
const STOCKS = Array.from({ length: 20 }, (_, n) => `S${String.fromCharCode(65 + n)}`);
const SERIES = ["SPY-600P", "SPY-595P"] as const;
const START_MS = instantOf("2026-11-20", 600);

interface Log {
  readonly opening: string;
  /** A day's events; each ends where it began. */
  readonly day: readonly string[];
}

async function run(): Promise<void> {
  const log = makeLog();
  const sizes = process.env.BENCH_ALL === "1" ? [...SIZES, LONGEST] : SIZES;
  for (const size of sizes) await measureSize(log, size);
}

async function measureSize(log: Log, size: number): Promise<void> {
  let last = emptyAccount("trader");
  let parsed = 0;
  const rebuild = () => {
    last = rebuilt(log, size);
    return size;
  };
  const parse = () => {
    parsed = parseAll(log, size);
    return size;
  };
  rebuild();
  parse();
  const result = await compare(
    { a: rebuild, b: parse },
    size < LONG_EVENTS ? GROUPS.short : GROUPS.long,
  );
  check(last.version === size && parsed === size, "every event was read");
  check(last.positions.size <= STOCKS.length + SERIES.length, "the state is as large as it was");
  report({
    ...{ name: "replay", at: `${size.toLocaleString("en-US")} events`, ...result },
    ...{ unit: "events/s", peerUnit: "events/s, JSON.parse only", lowerIsBetter: false },
    ...{ floor: 0.3, goal: 0.6 },
    checked: `version ${last.version.toLocaleString("en-US")}, ${last.lifecycle.totals.fills.toLocaleString("en-US")} fills`,
  });
}

function rebuilt({ opening, day }: Log, size: number): AccountState {
  let state = evolve(emptyAccount("trader"), parseCanonical<AccountEvent>(opening));
  for (let left = size - 1; left > 0; left -= day.length) {
    const texts = left < day.length ? day.slice(0, left) : day;
    for (const text of texts) state = evolve(state, parseCanonical<AccountEvent>(text));
  }
  return state;
}

function parseAll({ opening, day }: Log, size: number): number {
  let count = typeof JSON.parse(opening) === "object" ? 1 : 0;
  for (let left = size - 1; left > 0; left -= day.length) {
    const texts = left < day.length ? day.slice(0, left) : day;
    for (const text of texts) if (JSON.parse(text) !== null) count += 1;
  }
  return count;
}

function makeLog(): Log {
  const trader = new Trader("trader");
  trader.ask(openCommand("margin", dollars("10000000")), marketAt(0, 0));
  const random = seeded(7);
  for (let round = 1; trader.steps.length < DAY_EVENTS; round += 1) trade(trader, round, random);
  check(trader.state.positions.size === 0 && trader.state.orders.size === 0, "the day ends flat");
  const [opening = "", ...day] = trader.steps.map(({ event }) => canonicalize(event));
  return { opening, day };
}

/** Buys and sells one thing, and sends an order that never trades. */
function trade(trader: Trader, round: number, random: () => number): void {
  const [open, close] = [marketAt(round, random()), marketAt(round + 0.5, random())];
  if (random() < 0.3) {
    trader.submit(spreadOrder("2", `-${SERIES[0]} +${SERIES[1]}`, { id: `o${round}` }), open);
    trader.submit(spreadOrder("2", `+${SERIES[0]} -${SERIES[1]}`, { id: `c${round}` }), close);
    return;
  }
  const symbol = STOCKS[Math.floor(random() * STOCKS.length)] ?? "SA";
  trader.submit(limitOrder("buy", "10 @ 90.00", { id: `r${round}`, symbol }), open);
  trader.submit(marketOrder("buy", "100", { id: `o${round}`, symbol }), open);
  trader.ask({ type: "cancel_order", orderId: `r${round}` }, close);
  trader.submit(marketOrder("sell", "100", { id: `c${round}`, symbol }), close);
}

/** Quotes around 100 of everything at a second of the day. */
function marketAt(second: number, move: number) {
  const atMs = START_MS + Math.floor(second * 1_000);
  const bid = (99.5 + move).toFixed(2);
  const ask = (99.52 + move).toFixed(2);
  const stocks = STOCKS.map((symbol) => quote({ symbol, bid, ask, size: 1_000, atMs }));
  const options = SERIES.map((symbol, n) => {
    return quote({ symbol, bid: `${4 - n}.00`, ask: `${4 - n}.05`, size: 50, atMs });
  });
  const index = quote({ symbol: "SPY", bid: "610.00", ask: "610.02", size: 100, atMs });
  return marketOf([...stocks, ...options, index], { nowMs: atMs });
}

main(run);
