import fc from "fast-check";
import { expect, test } from "vitest";
import { fakeDeps } from "./testing/fake-deps";
import { send } from "./testing/send";

const price = fc.constantFrom(
  "187.00",
  "190",
  "0.5",
  "12.345",
  "-1",
  "0",
  "1e3",
  "x",
  "",
  null,
  5,
  true,
);
const qty = fc.constantFrom("1", "10", "0.5", "0", "-3", "1000001", "abc", "", null, 2, [], {});
const word = (...words: readonly string[]) =>
  fc.oneof(fc.constantFrom<unknown>(...words, "", null, 7), fc.constantFrom<unknown>(...words));
const legOf = fc.record(
  {
    symbol: word("AAPL261218C00200000", "AAPL261218C00210000", "AAPL", "NOPE"),
    ratio_qty: fc.constantFrom("1", "2", "0", "1.5", 1, null),
    side: word("buy", "sell", "hold"),
    position_intent: word("buy_to_open", "sell_to_open", "sell_to_close", "open"),
  },
  { requiredKeys: [] },
);
const body = fc.record(
  {
    symbol: word("AAPL", "MSFT", "PENNY", "AAPL261218C00200000", "AAPL261113C00190000", "nope"),
    qty,
    notional: fc.option(fc.constantFrom("100", "0.5", "-1", "x", 100)),
    side: word("buy", "sell", "short"),
    type: word("market", "limit", "stop", "stop_limit", "trailing_stop", "iceberg"),
    time_in_force: word("day", "gtc", "opg", "cls", "ioc", "fok", "gtd"),
    limit_price: price,
    stop_price: price,
    trail_price: price,
    trail_percent: price,
    extended_hours: fc.constantFrom(true, false, "true", "yes", null),
    client_order_id: fc.option(fc.string({ maxLength: 140, unit: "binary" })),
    order_class: word("simple", "bracket", "oco", "oto", "mleg", "basket"),
    take_profit: fc.option(fc.record({ limit_price: price }, { requiredKeys: [] })),
    stop_loss: fc.option(
      fc.record({ stop_price: price, limit_price: price }, { requiredKeys: [] }),
    ),
    legs: fc.option(fc.array(legOf, { maxLength: 5 })),
    position_intent: word("buy_to_open", "sell_to_close", "sell_to_open"),
  },
  { requiredKeys: [] },
);

test("whatever an order says is accepted or refused in its contract; a refusal stores nothing", async () => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(body, async (order) => {
      const fake = fakeDeps({ tier: "pro" });
      // `send` throws on an answer that breaks the contract of its route.
      const sent = await send(fake, "/v2/orders", { method: "POST", body: JSON.stringify(order) });
      statuses.add(sent.status);
      expect([200, 400, 403, 422]).toContain(sent.status);
      expect(fake.states.length > 1).toBe(sent.status === 200);
      expect(fake.logged).toEqual([]);
    }),
    { numRuns: 500 },
  );
  expect(statuses).toContain(422);
});
