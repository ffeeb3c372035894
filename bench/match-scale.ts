/**
 * match-scale: quotes a second through the trigger index, by how many orders rest in it, against a
 * loop that only reads the guards and compares.
 *
 * One quote in two hundred reaches a limit; what it triggers is armed again at once, so the index
 * stays as full as it was.
 */
import type { IndexedOrder } from "@/worker/matcher/order-columns";
import { TriggerIndex } from "@/worker/matcher/trigger-index";
import { compare } from "./measure";
import { check, main, report } from "./report";
import { seeded, zipf } from "./traffic";

const SYMBOLS = 5_000;
const SIZES = [1_000, 10_000, 100_000, 1_000_000];
const QUOTES = 1 << 20;
const FILL_EVERY = 200;
const GROUPS = 7;
const MID = 100_000_000;
const TICK = 100;

interface Tape {
  readonly symbols: Int32Array;
  readonly bids: Float64Array;
  readonly asks: Float64Array;
  /** How many quotes of the tape reach a limit. */
  readonly reaching: number;
}

async function run(): Promise<void> {
  for (const size of SIZES) await measureSize(size);
}

async function measureSize(size: number): Promise<void> {
  const random = seeded(size);
  const index = new TriggerIndex();
  const best = { buy: new Float64Array(SYMBOLS), sell: new Float64Array(SYMBOLS) };
  best.sell.fill(Number.POSITIVE_INFINITY);
  for (let id = 0; id < SYMBOLS; id += 1) index.idOf(`S${id}`);
  fill(index, best, { size, random });
  const tape = record(best, random);

  let triggered = 0;
  let guarded = 0;
  const play = () => {
    triggered += playAll(index, tape);
    return QUOTES;
  };
  const guard = () => {
    guarded += guardAll(best, tape);
    return QUOTES;
  };
  play();
  guard();
  play();
  guard();
  const result = await compare({ a: play, b: guard }, GROUPS);
  const rounds = 2 + 2 * GROUPS;
  check(guarded === rounds * tape.reaching, "the guards see every quote that reaches a limit");
  check(triggered >= guarded, "each quote that reaches a limit triggers an order");
  check(index.size === size, "no order was lost");
  report({
    ...{ name: "match-scale", at: `${size.toLocaleString("en-US")} orders`, ...result },
    ...{ unit: "quotes/s", peerUnit: "quotes/s, guards only", lowerIsBetter: false },
    ...(size === 1_000_000 ? { floor: 0.12, goal: 0.3 } : { floor: null, goal: null }),
    checked: `${triggered.toLocaleString("en-US")} triggers, ${size.toLocaleString("en-US")} orders still in`,
  });
}

/** Half buys below the market, half sells above, most of them where most of the traffic is. */
function fill(
  index: TriggerIndex,
  best: { buy: Float64Array; sell: Float64Array },
  { size, random }: { size: number; random: () => number },
): void {
  const symbolOf = zipf(SYMBOLS, random);
  for (let n = 0; n < size; n += 1) {
    const symbol = symbolOf();
    const buying = random() < 0.5;
    const away = TICK * (2 + Math.floor(random() * 200_000));
    const limit = buying ? MID - away : MID + away;
    index.add(restingOrder(n, { symbol: `S${symbol}`, side: buying ? "buy" : "sell", limit }));
    if (buying) best.buy[symbol] = Math.max(best.buy[symbol] as number, limit);
    else best.sell[symbol] = Math.min(best.sell[symbol] as number, limit);
  }
}

function restingOrder(
  n: number,
  { symbol, side, limit }: { symbol: string; side: "buy" | "sell"; limit: number },
): IndexedOrder {
  return {
    orderId: `${String(n).padStart(8, "0")}-0000-7000-8000-000000000000`,
    accountId: `account-${n % 10_000}`,
    orderClass: "simple",
    limitMicros: limit,
    expiresAtMs: null,
    legs: [{ symbol, side, ratio: 1 }],
  };
}

function record(best: { buy: Float64Array }, random: () => number): Tape {
  const symbolOf = zipf(SYMBOLS, random);
  const tape = {
    symbols: new Int32Array(QUOTES),
    bids: new Float64Array(QUOTES),
    asks: new Float64Array(QUOTES),
  };
  let reaching = 0;
  for (let n = 0; n < QUOTES; n += 1) {
    const symbol = symbolOf();
    const limit = best.buy[symbol] as number;
    const reaches = n % FILL_EVERY === 0 && limit > 0;
    if (reaches) reaching += 1;
    tape.symbols[n] = symbol;
    tape.bids[n] = (reaches ? limit : MID) - TICK;
    tape.asks[n] = reaches ? limit : MID + TICK;
  }
  return { ...tape, reaching };
}

function playAll(index: TriggerIndex, { symbols, bids, asks }: Tape): number {
  const triggered: IndexedOrder[] = [];
  let total = 0;
  for (let n = 0; n < QUOTES; n += 1) {
    index.quote(symbols[n] as number, bids[n] as number, asks[n] as number, triggered);
    if (triggered.length === 0) continue;
    total += triggered.length;
    for (const order of triggered) index.arm(order.orderId);
    triggered.length = 0;
  }
  return total;
}

function guardAll(
  best: { readonly buy: Float64Array; readonly sell: Float64Array },
  { symbols, bids, asks }: Tape,
): number {
  let hits = 0;
  for (let n = 0; n < QUOTES; n += 1) {
    const symbol = symbols[n] as number;
    if ((asks[n] as number) <= (best.buy[symbol] as number)) hits += 1;
    if ((bids[n] as number) >= (best.sell[symbol] as number)) hits += 1;
  }
  return hits;
}

main(run);
