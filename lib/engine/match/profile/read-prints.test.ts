/** Which prints a resting bid at 9.99 counts, and where it stands after them (engine.md §4, decisions 26). */
import { describe, expect, test } from "vitest";
import { formatQuantity } from "../../decimal";
import type { Trade } from "../../market/trade";
import { units, ZERO_NANOS } from "../../money";
import { account, dollars, IN_SESSION_MS, trade } from "../../testing/builders";
import { QUEUE } from "./queue";
import type { QueuePlace } from "./queue-place";
import { readPrints } from "./read-prints";
import { STRICT } from "./strict";

const later = (ms: number) => IN_SESSION_MS + ms;
const print = (price: string, size: number, ms: number) =>
  trade({ price, size, atMs: later(ms), seq: ms });

/** Ten ahead, counted up to the instant the order came. */
const TEN_AHEAD: QueuePlace = {
  joinedNanos: units(10),
  aheadNanos: units(10),
  countedAtMs: IN_SESSION_MS,
  countedSeq: 0,
  keptAtMs: IN_SESSION_MS,
};

interface Reading {
  readonly place?: QueuePlace | null;
  readonly nowMs?: number;
  readonly profile?: typeof QUEUE;
  readonly taken?: ReturnType<typeof account>["consumed"];
}

function read(trades: readonly Trade[], reading: Reading = {}) {
  const { place = TEN_AHEAD, nowMs = later(1_000), profile = QUEUE, taken = new Map() } = reading;
  if (profile.shareOf === null) throw new Error("it reads prints");
  return readPrints({ ...account(), consumed: taken }, profile.shareOf, {
    limit: { side: "buy", limitMicros: dollars("9.99"), tickMicros: dollars("0.01") },
    trades,
    place,
    queues: profile === QUEUE,
    arrivedAtMs: IN_SESSION_MS,
    nowMs,
  });
}

/** "4 @ 100": so many ahead, and when the last print was counted. */
const placeText = (place: QueuePlace | null) =>
  place && `${formatQuantity(place.aheadNanos)} @ ${place.countedAtMs - IN_SESSION_MS}`;

test("a print from before the order came, or of its instant, is not for it", () => {
  const prints = [print("9.99", 30, -1), print("9.99", 30, 0)];
  // Its place counted nothing yet, as after a replay of older events.
  const place = { ...TEN_AHEAD, countedAtMs: later(-5_000) };

  expect(read(prints, { place })).toEqual({ prints: [], aheadNanos: units(10), place });
  expect(read([print("9.99", 30, 1)], { place }).prints).toHaveLength(1);
});

test("what it read ahead of the first print that brings something goes into the record", () => {
  // 4 of the 10 ahead trade, then 9: the 6 that were left and 3 of the order.
  const { prints, aheadNanos, place } = read([print("9.99", 4, 100), print("9.99", 9, 200)]);

  expect(prints.map(({ trade }) => trade.seq)).toEqual([200]);
  expect(aheadNanos).toBe(units(6));
  expect(placeText(place)).toBe("0 @ 200");
});

test("and stays what it was then when more prints follow", () => {
  const { prints, aheadNanos } = read([print("9.99", 12, 100), print("9.99", 5, 200)]);

  expect(prints).toHaveLength(2);
  expect(aheadNanos).toBe(units(10));
});

describe("a print of a minute ago", () => {
  test.each([
    { nowMs: 60_099, brings: 1 },
    { nowMs: 60_100, brings: 0 },
    { nowMs: 70_000, brings: 0 },
  ])("moves the queue, and at $nowMs ms brings $brings fills", ({ nowMs, brings }) => {
    const { prints, place } = read([print("9.99", 12, 100)], { nowMs: later(nowMs) });

    expect(prints).toHaveLength(brings);
    expect(placeText(place)).toBe("0 @ 100");
  });
});

test("what the account has taken of a print before is not brought again", () => {
  const through = print("9.98", 12, 100);
  const entry = { symbol: "AAPL", side: "print", setAtMs: later(100), seq: 100 } as const;
  const taken = (count: number) =>
    new Map([[`AAPL print ${later(100)} 100`, { ...entry, takenNanos: units(count) }]]);

  expect(read([through], { taken: taken(11) }).prints).toEqual([
    { trade: through, takenBeforeNanos: units(11) },
  ]);
  expect(read([through], { taken: taken(12) }).prints).toEqual([]);
});

test("a trade through the limit gives a place, with nothing ahead", () => {
  const { place } = read([print("9.99", 5, 100), print("9.98", 5, 200)], { place: null });

  expect(place).toEqual({
    joinedNanos: ZERO_NANOS,
    aheadNanos: ZERO_NANOS,
    countedAtMs: later(200),
    countedSeq: 200,
    keptAtMs: later(1_000),
  });
  expect(read([print("9.99", 5, 100)], { place: null }).place).toBeNull();
});

test("strict keeps no place", () => {
  const { prints, place } = read([print("9.98", 5, 100)], { place: null, profile: STRICT });

  expect(prints).toHaveLength(1);
  expect(place).toBeNull();
});

test("a record holds 64 prints, and the next look reads on", () => {
  const many = Array.from({ length: 70 }, (_, n) => print("9.98", 1, n + 1));
  const first = read(many);

  expect(first.prints).toHaveLength(64);
  expect(placeText(first.place)).toBe("0 @ 64");
  expect(read(many, { place: first.place }).prints.map(({ trade }) => trade.seq)).toEqual([
    65, 66, 67, 68, 69, 70,
  ]);
});
