/** Records that recompute although they do not say everything about their order. */
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../match/profile/fill-settings";
import { units } from "../money";
import { account, marketOrder, quote, run } from "../testing/builders";
import { marketOf } from "../testing/market";
import { isReproducible } from "./recompute-fill";

// partialBps 10,000 cuts every fill of two shares or more that may be cut. Found by sim seed 12.
test("an order of all or nothing is not cut by chance, and recomputes so", () => {
  const market = marketOf([quote()]);
  const settings = { ...DEFAULT_SETTINGS, partialBps: 10_000 };
  const change = { type: "change_settings", profile: "alpaca", settings, fees: "none" } as const;
  const draft = marketOrder("buy", "10", { timeInForce: "fok" });
  const match = { type: "match_order", orderId: draft.id, trigger: "arrival" } as const;

  const cut = run(account(), change, market).state;
  const { state } = run(cut, { type: "submit_order", draft }, market);
  const [fill] = run(state, match, market).events;

  if (fill?.type !== "order_filled") throw new Error("the order fills");
  expect(fill).toMatchObject({ qtyNanos: units(10), remainingAfterNanos: units(0) });
  expect(isReproducible(fill)).toBe(true);
});
