/** Trailing marks: checkpoints, crashes and repeated looks; the arithmetic is in the names. */
import { expect, test } from "vitest";
import { decide } from "../account/decide";
import { evolveAll } from "../account/evolve";
import type { AccountEvent } from "../event/event";
import type { Trade } from "../market/trade";
import { account, dollars, IN_SESSION_MS, quote, submitted, trade } from "../testing/builders";
import { marketOf } from "../testing/market";
import { orderOf } from "../testing/order-text";
import { collarOf } from "./terms";
import { trailingStop } from "./trailing-mark";

const AAPL = quote({ bid: "99.99", ask: "100.01" });
const HOLDER = account({ holds: { AAPL: "100 @ 90" } });
const at = (second: number, trades: readonly Trade[]) =>
  marketOf([AAPL], { nowMs: IN_SESSION_MS + second * 1_000, trades });
const print = (second: number, price: string) =>
  trade({ price, atMs: IN_SESSION_MS + second * 1_000, seq: second });

/** Looks at a trailing stop at these seconds, each time with the whole tape so far; the events by second. */
function looks(seconds: readonly number[], tape: readonly Trade[]) {
  let { state } = submitted(HOLDER, orderOf("sell", "10 trail 1.00"), at(0, []));
  const said: [number, AccountEvent["type"]][] = [];
  for (const second of seconds) {
    const seen = tape.filter(({ atMs }) => atMs <= IN_SESSION_MS + second * 1_000);
    const match = { type: "match_order", orderId: "order-1", trigger: "trade" } as const;
    const decision = decide(state, match, at(second, seen));
    if (!decision.ok) throw new Error(decision.error.code);
    for (const event of decision.value) said.push([second, event.type]);
    state = evolveAll(state, decision.value);
  }
  return { said, order: state.orders.get("order-1") };
}

const RISE = Array.from({ length: 12 }, (_, index) => print(index + 1, `${101 + index}.00`));

test("a mark that rises every second is kept at most every five", () => {
  const { said } = looks([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], RISE);

  expect(said).toEqual([
    [1, "order_trailed"],
    [6, "order_trailed"],
    [11, "order_trailed"],
  ]);
});

test("a mark is kept when its time has come, also without another print", () => {
  const { said, order } = looks([1, 2, 5, 6], RISE.slice(0, 2));

  expect(said).toEqual([
    [1, "order_trailed"],
    [6, "order_trailed"],
  ]);
  expect(order?.mark?.hwmMicros).toBe(dollars("102"));
});

test("what lies between checkpoints is read again from the prints", () => {
  // The checkpoint of second 6 has 106.00; the print of second 9 made the mark 109.00, and 108.00 hits it.
  const tape = [...RISE.slice(0, 9), print(10, "108.00")];
  const { said, order } = looks([1, 6, 10], tape);

  expect(said.at(-1)).toEqual([10, "order_triggered"]);
  expect(order?.mark?.hwmMicros).toBe(dollars("106"));
  expect(order?.triggered).toMatchObject({
    hwmMicros: dollars("109"),
    stopMicros: dollars("108"),
  });
});

test("looking more often changes nothing", () => {
  const tape = [...RISE.slice(0, 4), print(5, "103.50"), print(6, "103.00")];
  const often = looks([1, 1, 2, 3, 3, 4, 5, 5, 6], tape).order?.triggered;
  const once = looks([6], tape).order?.triggered;

  // 104.00 − 1.00
  expect(once).toMatchObject({ stopMicros: dollars("103"), by: { trade: { seq: 6 } } });
  expect(often).toEqual(once);
});

test("it starts from the last sale when it is sent", () => {
  const before = print(-5, "100.50");
  const { order } = submitted(HOLDER, orderOf("sell", "10 trail 1.00"), at(0, [before]));

  expect(order.mark?.hwmMicros).toBe(dollars("100.5"));
});

test.each([
  { side: "sell", trail: { trailMicros: dollars("1.5") }, hwm: "100", stop: "98.5" },
  { side: "buy", trail: { trailMicros: dollars("1.5") }, hwm: "100", stop: "101.5" },
  { side: "sell", trail: { trailBps: 250 }, hwm: "80", stop: "78" },
  { side: "buy", trail: { trailBps: 250 }, hwm: "80", stop: "82" },
] as const)("$side behind $hwm stops at $stop", ({ side, trail, hwm, stop }) => {
  expect(trailingStop(side, trail, dollars(hwm))).toBe(dollars(stop));
});

// Alpaca: 4% above a stop under $50, 2.5% from $50 on, down to the cent.
test.each([
  { stop: "10", collar: "10.4" },
  { stop: "49.99", collar: "51.98" },
  { stop: "50", collar: "51.25" },
  { stop: "190.01", collar: "194.76" },
])("a buy stop at $stop may pay $collar", ({ stop, collar }) => {
  expect(collarOf(dollars(stop))).toBe(dollars(collar));
});

test("a collared stop is a limit order once it is set off", () => {
  const draft = { ...orderOf("buy", "10 stop 101"), collarsStopBuys: true };
  const { state, order } = submitted(account(), draft, at(0, []));
  expect(order.terms).toMatchObject({ collarMicros: dollars("103.52") });

  const match = { type: "match_order", orderId: order.id, trigger: "trade" } as const;
  const hit = decide(state, match, at(1, [print(1, "101.00")]));
  const live = evolveAll(state, hit.ok ? hit.value : []);
  const gapped = marketOf([quote({ bid: "104.00", ask: "104.02" })], {
    nowMs: IN_SESSION_MS + 5_000,
  });
  expect(decide(live, match, gapped)).toMatchObject({
    ok: true,
    value: [{ type: "order_rested" }],
  });
});
