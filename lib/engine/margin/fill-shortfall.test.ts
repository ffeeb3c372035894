import { expect, test } from "vitest";
import type { AccountState } from "../account/account-state";
import { present } from "../assert";
import type { OrderFilled } from "../event/event";
import type { OrderDraft } from "../order/draft";
import { account, dollars, limitOrder, quote, run, submitted } from "../testing/builders";
import { marketOf } from "../testing/market";
import { findFillShortfall } from "./fill-shortfall";

const MARKET = marketOf([
  quote({ symbol: "XYZ", bid: "100", ask: "100" }),
  quote({ symbol: "XYZ-105C", bid: "2", ask: "2" }),
]);

/** The account that carries the order, and the fill it is about to get. */
function filling(state: AccountState, draft: OrderDraft, market = MARKET) {
  const carried = submitted(state, draft, market).state;
  const match = { type: "match_order", orderId: draft.id, trigger: "arrival" } as const;
  const filled = run(carried, match, market).events.find((event) => event.type === "order_filled");
  return { carried, filled: present(filled, "it fills") as OrderFilled };
}

// Ten shares at 100 take 1,000, which the order has reserved.
const { carried, filled } = filling(
  account({ kind: "cash", cash: "1000" }),
  limitOrder("buy", "10 @ 100", { symbol: "XYZ" }),
);

test("the last cent is enough, what the order itself held counted in", () => {
  expect(findFillShortfall(carried, filled, MARKET)).toBeNull();
});

test("a cent less is not", () => {
  const poorer = { ...carried, cashMicros: dollars("999.99") };
  expect(findFillShortfall(poorer, filled, MARKET)).toEqual({
    requiredMicros: dollars("1000"),
    availableMicros: dollars("999.99"),
  });
});

test("a margin account may dip into its loan value", () => {
  const poorer: AccountState = { ...carried, kind: "margin", cashMicros: dollars("10") };
  expect(findFillShortfall(poorer, filled, MARKET)).toBeNull();
});

// Covered by the shares the call requires nothing and brings 200. Without them it is naked: 2 + max(20 - 5,
// 10) = 17 a share, 1,700 less the premium.
test("a call whose cover is gone is not sold, whatever cash there is", () => {
  const covered = filling(
    account({ kind: "cash", cash: "50000", holds: { XYZ: "100 @ 90" } }),
    limitOrder("sell", "1 @ 2", { symbol: "XYZ-105C" }),
  );
  expect(findFillShortfall(covered.carried, covered.filled, MARKET)).toBeNull();

  const uncovered = { ...covered.carried, positions: new Map() };
  expect(findFillShortfall(uncovered, covered.filled, MARKET)).toEqual({
    requiredMicros: dollars("1500"),
    availableMicros: dollars("0"),
  });
});

test("what brings cash is never short of it", () => {
  const sale = filling(
    account({ kind: "cash", cash: "0", holds: { XYZ: "10 @ 90" } }),
    limitOrder("sell", "10 @ 100", { symbol: "XYZ" }),
  );
  const owing = { ...sale.carried, cashMicros: dollars("-5000") };
  expect(findFillShortfall(owing, sale.filled, MARKET)).toBeNull();
});

// A call spread 10 wide holds 1,000, which buying its short back for 300 sets free; but nothing of it is there.
test("what closes may not leave an account owing, whatever it sets free", () => {
  const market = marketOf([
    quote({ symbol: "XYZ-100C", bid: "3", ask: "3" }),
    quote({ symbol: "XYZ-110C", bid: "1", ask: "1" }),
  ]);
  const spread = account({
    ...{ kind: "cash", cash: "2000" },
    holds: { "XYZ-100C": "-1 @ 3", "XYZ-110C": "1 @ 1" },
  });
  const closing = filling(spread, limitOrder("buy", "1 @ 3", { symbol: "XYZ-100C" }), market);
  expect(findFillShortfall(closing.carried, closing.filled, market)).toBeNull();

  const poorer = { ...closing.carried, cashMicros: dollars("299.99") };
  expect(findFillShortfall(poorer, closing.filled, market)).toEqual({
    requiredMicros: dollars("300"),
    availableMicros: dollars("299.99"),
  });
});
