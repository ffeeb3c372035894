/**
 * match-peer: orders a second put into the trigger index, against nodejs-order-book, the nearest
 * neighbour in the same language (shared peer of performance.md); then the memory an order takes.
 *
 * Both get the same resting limit orders on one symbol, none of which crosses. Ours spread over 1 and
 * over 5,000 symbols; a book of the peer is one symbol.
 */
import { OrderBook, Side } from "nodejs-order-book";
import type { IndexedOrder } from "@/worker/matcher/order-columns";
import { TriggerIndex } from "@/worker/matcher/trigger-index";
import { compare, type Work } from "./measure";
import { check, main, report } from "./report";
import { seeded } from "./traffic";

const ADDS = 100_000;
const GROUPS = 7;
const MID_CENTS = 10_000;
const MEMORY_ORDERS = 1_000_000;
const BYTES_MAX = 100;

interface Resting {
  readonly orderId: string;
  readonly side: "buy" | "sell";
  readonly cents: number;
}

async function run(): Promise<void> {
  await measureAdds();
  measureMemory();
}

async function measureAdds(): Promise<void> {
  const random = seeded(8);
  const resting = Array.from({ length: ADDS }, (_, n) => restingAt(n, random));
  const indexed = resting.map((order) => indexedOf(order, "A"));
  let rested = 0;
  const ours: Work = () => {
    const index = new TriggerIndex();
    for (const order of indexed) index.add(order);
    rested += index.size;
    return ADDS;
  };
  const peers: Work = () => {
    const book = new OrderBook();
    for (const { orderId, side, cents } of resting) {
      const done = book.limit({
        side: side === "buy" ? Side.BUY : Side.SELL,
        id: orderId,
        size: 1,
        price: cents,
      });
      if (done.err !== null) throw done.err;
    }
    check(book.order(resting[0]?.orderId ?? "") !== undefined, "the peer holds the orders");
    return ADDS;
  };
  await ours();
  await peers();
  rested = 0;
  const result = await compare({ a: ours, b: peers }, GROUPS);
  check(rested === 2 * GROUPS * ADDS, "every order rests in the index");
  report({
    ...{ name: "match-peer", at: "adds, one symbol", ...result, lowerIsBetter: false },
    ...{ unit: "orders/s", peerUnit: "orders/s, nodejs-order-book", floor: 10, goal: 20 },
    checked: `${rested.toLocaleString("en-US")} orders rested`,
  });
}

/** Bytes of the process an order costs, with everything the index keeps of it. */
function measureMemory(): void {
  const random = seeded(9);
  const before = bytesHeld();
  const index = new TriggerIndex();
  for (let n = 0; n < MEMORY_ORDERS; n += 1) {
    index.add(indexedOf(restingAt(n, random), `S${n % 5_000}`));
  }
  const value = (bytesHeld() - before) / MEMORY_ORDERS;
  check(index.size === MEMORY_ORDERS, "every order rests in the index");
  report({
    ...{ name: "match-peer", at: "memory, 1,000,000 orders, 5,000 symbols" },
    ...{ value, unit: "bytes/order", peer: BYTES_MAX, peerUnit: "bytes/order, limit" },
    ratio: { low: value / BYTES_MAX, median: value / BYTES_MAX, high: value / BYTES_MAX },
    ...{ floor: 1, goal: 0.9, lowerIsBetter: true, cpuShare: null },
    checked: `${index.size.toLocaleString("en-US")} orders held`,
  });
}

function bytesHeld(): number {
  globalThis.gc?.();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  check(globalThis.gc !== undefined, "the collector can be called");
  return heapUsed + Math.max(external, arrayBuffers);
}

function restingAt(n: number, random: () => number): Resting {
  const away = 1 + Math.floor(random() * 2_000);
  const side = random() < 0.5 ? "buy" : "sell";
  return {
    orderId: `0193e0b0-${n.toString(16).padStart(12, "0").slice(0, 4)}-7000-8000-${n.toString(16).padStart(12, "0")}`,
    side,
    cents: side === "buy" ? MID_CENTS - away : MID_CENTS + away,
  };
}

function indexedOf({ orderId, side, cents }: Resting, symbol: string): IndexedOrder {
  return {
    orderId,
    accountId: `account-${cents}`,
    orderClass: "simple",
    limitMicros: cents * 10_000,
    expiresAtMs: 1_800_000_000_000,
    legs: [{ symbol, side, ratio: 1 }],
  };
}

main(run);
