import { expect, test } from "vitest";
import type { ActionFact } from "../action/action-fact";
import { instantOf } from "../calendar/new-york";
import { factOf } from "../testing/action-text";
import { account, limitOrder, quote, run, submitted } from "../testing/builders";
import { marketOf } from "../testing/market";
import { Words } from "../testing/verbs/story";
import { explainAction } from "./explain-action";
import { explainWorking } from "./explain-order";

const EX_MS = instantOf("2026-11-23", 10 * 60);

function told(text: string, more: Partial<ActionFact> = {}): ActionFact {
  return { ...factOf(new Words(text.split(" "))), ...more };
}

/** What an account that holds this is told of an action. */
function said(holds: { [name: string]: string }, text: string): readonly string[] {
  const market = marketOf([], { nowMs: EX_MS, actions: [told(text)] });
  const { events } = run(account({ holds }), { type: "apply_actions" }, market);
  return events.flatMap((event) =>
    event.type.startsWith("order_filled") ||
    !("action" in event || "held" in event || "payDate" in event)
      ? []
      : [explainAction(event as Parameters<typeof explainAction>[0])],
  );
}

const STOCK = { XYZ: "100 @ 50" };

test.each([
  ["a1 split XYZ 2:1 ex 2026-11-23", "XYZ split 2 for 1 on 23 Nov 26. 100 × XYZ became 200 × XYZ."],
  [
    "a1 reverse XYZ 1:3 ex 2026-11-23 fraction 150",
    "XYZ reverse split 1 for 3 on 23 Nov 26. 100 × XYZ became 33 × XYZ and $50.00 in cash.",
  ],
  [
    "a1 stock-dividend XYZ 5:100 ex 2026-11-23",
    "XYZ paid a stock dividend of 5% on 23 Nov 26. 100 × XYZ became 105 × XYZ.",
  ],
  [
    "a1 dividend XYZ 0.50 ex 2026-11-23 pay 2026-12-01",
    "XYZ went ex a dividend of $0.50 a share on 23 Nov 26: 100 × $0.50 = $50.00 to you on 1 Dec 26.",
  ],
  [
    "a1 spin-off XYZ NEW 1:5 ex 2026-11-23 cost 0.2",
    "XYZ spun off NEW, 1 for 5 on 23 Nov 26. 100 × XYZ became 100 × XYZ and 20 × NEW.",
  ],
  [
    "a1 merger XYZ ACQ 1:2 cash 10 ex 2026-11-23",
    "XYZ became ACQ, 1 for 2 and $10.00 a share, on 23 Nov 26. 100 × XYZ became 50 × ACQ and $1000.00 in cash.",
  ],
  [
    "a1 merger XYZ cash 55 ex 2026-11-23",
    "XYZ was bought for $55.00 a share on 23 Nov 26. 100 × XYZ became $5500.00 in cash.",
  ],
  [
    "a1 rename XYZ NEW ex 2026-11-23",
    "XYZ trades as NEW from 23 Nov 26. 100 × XYZ became 100 × NEW.",
  ],
  [
    "a1 delisting XYZ ex 2026-11-23 close 0.90",
    "XYZ was delisted on 23 Nov 26: its orders are canceled and it keeps its last price. 100 × XYZ became 100 × XYZ.",
  ],
  [
    "a1 reverse XYZ 1:3 ex 2026-11-23",
    "Corporate action a1 of XYZ waits for a first quote from its ex-date, to price what it pays in cash.",
  ],
  [
    "a1 split XYZ 1:2 ex 2026-11-23",
    "Corporate action a1 of XYZ cannot be applied: newNanos contradicts the rest of it.",
  ],
  [
    "a1 merger XYZ ACQ cash 10 ex 2026-11-23",
    "Corporate action a1 of XYZ cannot be applied: newNanos is missing.",
  ],
])("%s", (text, sentence) => {
  expect(said(STOCK, text)).toEqual([sentence]);
});

test("a short owes the dividend, and is told when it is taken", () => {
  expect(said({ XYZ: "-100 @ 50" }, "a1 dividend XYZ 0.50 ex 2026-11-23 pay 2026-11-23")).toEqual([
    "XYZ went ex a dividend of $0.50 a share on 23 Nov 26: 100 × $0.50 = $50.00 owed by you on 23 Nov 26.",
    "The dividend of XYZ was paid: 100 × $0.50 = $50.00 owed by you.",
  ]);
});

test("an adjusted contract says what it delivers", () => {
  const text = "a1 spin-off XYZ NEW 1:3 ex 2026-11-23 cost 0.2 fraction 30";

  expect(said({ "XYZ-50C": "2 @ 3" }, text)).toEqual([
    "XYZ spun off NEW, 1 for 3 on 23 Nov 26. 2 × XYZ261218C00050000 became 2 × XYZ1 18 Dec 26 50 call, each delivering 100 XYZ + 33 NEW + $10.00.",
  ]);
});

test("a working order says that an action of its symbol is held, and what an action made of it", () => {
  const opened = submitted(
    account(),
    limitOrder("buy", "100 @ 45", { symbol: "XYZ", timeInForce: "gtc" }),
    marketOf([quote({ symbol: "XYZ", bid: "49.98", ask: "50.00" })]),
  ).state;
  const faulty = marketOf([], { nowMs: EX_MS, actions: [told("a1 split XYZ 1:2 ex 2026-11-23")] });
  const held = run(opened, { type: "apply_actions" }, faulty).state;
  const [order] = held.orders.values();
  if (order === undefined) throw new Error("it works");

  expect(explainWorking(held, order, faulty)).toBe(
    "Corporate action a1 of XYZ cannot be applied: newNanos contradicts the rest of it.",
  );

  const right = marketOf([], { nowMs: EX_MS, actions: [told("a1 split XYZ 2:1 ex 2026-11-23")] });
  const [adjusted] = run(held, { type: "apply_actions" }, right).events;
  expect(adjusted?.type === "order_adjusted" && explainAction(adjusted)).toBe(
    "Adjusted for corporate action a1: 200 × XYZ, limit 22.50.",
  );
});
