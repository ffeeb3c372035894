import { expect, test } from "vitest";
import { present } from "@/lib/engine/assert";
import { units } from "@/lib/engine/money";
import type { OrderDraft } from "@/lib/engine/order/draft";
import type { Caller, Deps } from "../deps";
import { uuidv7 } from "../ids";
import { createDoorWorld, type OpenedAccount, order, submit } from "../testing/door-world";
import { call, simpleDraft, spreadDraft } from "../testing/drafts";
import { dollars } from "../testing/fake-market";
import { findOrder, listGroups, listOrders } from "./find-orders";

const world = await createDoorWorld();
const door = world.newDoor();
const deps = { webPool: world.pool("raxx_web") } as unknown as Deps;
world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });

const ids = () => ({ id: uuidv7(Date.now()), clientOrderId: uuidv7(Date.now()) });
const drafted = (fields: Partial<OrderDraft>): OrderDraft => ({
  ...simpleDraft("AAPL", { qty: 10 }),
  ...fields,
});
const callerOf = ({ userId, accountId, feed }: OpenedAccount): Caller => {
  return { userId, accountId, feed, tier: "pro" };
};

/** What the row of an order says, and what the account knows; the rows keep no quotes. */
async function bothOf(account: OpenedAccount, id: string) {
  const loaded = present(await door.read(account.accountId), "the account exists");
  const known = present(loaded.state.orders.get(id), "the order works");
  const { queue: _, ...kept } = known;
  return {
    stored: await findOrder(deps, callerOf(account), id),
    known: { ...kept, arrivalQuotes: [] },
  };
}

const STOP = { type: "stop", stopMicros: dollars("105") } as const;
const BRACKET: OrderDraft["group"] = {
  kind: "bracket",
  takeProfit: { ...ids(), limitMicros: dollars("120") },
  stopLoss: { ...ids(), stopMicros: dollars("90"), limitMicros: dollars("89") },
};

test.each<{ name: string; draft: OrderDraft }>([
  { name: "a market order", draft: drafted({}) },
  { name: "a limit order", draft: simpleDraft("AAPL", { limit: "90.00" }) },
  { name: "a stop with its collar", draft: drafted({ terms: STOP, collarsStopBuys: true }) },
  { name: "a stop without one", draft: drafted({ terms: STOP }) },
  {
    name: "a stop-limit",
    draft: drafted({
      terms: { type: "stop_limit", stopMicros: dollars("105"), limitMicros: dollars("106") },
    }),
  },
  {
    name: "a trailing stop",
    draft: drafted({ terms: { type: "trailing_stop", trail: { trailBps: 250 } } }),
  },
  {
    name: "dollars",
    draft: drafted({ qtyNanos: units(0), notionalMicros: dollars("250.50") }),
  },
  {
    name: "extended hours",
    draft: { ...simpleDraft("AAPL", { limit: "90.00" }), extendedHours: true },
  },
  { name: "a bracket's entry", draft: drafted({ group: BRACKET }) },
  {
    name: "a spread",
    draft: spreadDraft({ buy: call("AAPL", 100), sell: call("AAPL", 105) }, { limit: "2.60" }),
  },
])("the row of $name gives back the whole order", async ({ draft }) => {
  const account = await world.openAccount(door);
  expect(await submit(door, account, draft)).toMatchObject({ kind: "done" });
  const { stored, known } = await bothOf(account, draft.id);
  expect(stored).toEqual(known);
  expect(await world.violations()).toEqual([]);
});

test("a plain order has nothing in the column of what few have", async () => {
  const account = await world.openAccount(door);
  await submit(door, account, simpleDraft("AAPL", { limit: "90.00" }));
  const { rows } = await world.admin.query(
    "SELECT extra, group_id FROM mbt_orders WHERE account_id = $1",
    [account.accountId],
  );
  expect(rows).toEqual([{ extra: null, group_id: null }]);
});

test("a group is stored at each step: held, released, and the rest canceled with one", async () => {
  const account = await world.openAccount(door);
  const caller = callerOf(account);
  const takeProfit = { ...ids(), limitMicros: dollars("120") };
  const stopLoss = { ...ids(), stopMicros: dollars("90") };
  const entry = drafted({ group: { kind: "bracket", takeProfit, stopLoss } });
  await submit(door, account, entry);
  const statuses = async () => {
    const group = await listGroups(deps, caller, [entry.id]);
    return group.map(({ group: member, status }) => `${member?.role} ${status}`).sort();
  };
  expect(await statuses()).toEqual(["entry new", "stop_loss held", "take_profit held"]);
  await order(door, account, "match_order", entry.id);
  expect(await statuses()).toEqual(["entry filled", "stop_loss held", "take_profit new"]);
  const { stored, known } = await bothOf(account, stopLoss.id);
  expect(stored).toEqual(known);
  expect(known.group).toEqual({ kind: "bracket", id: entry.id, role: "stop_loss" });
  await order(door, account, "cancel_order", takeProfit.id);
  expect(await statuses()).toEqual(["entry filled", "stop_loss canceled", "take_profit canceled"]);
  expect(await world.violations()).toEqual([]);
});

test("a nested list leaves out exits whose parent it has, and no others", async () => {
  const account = await world.openAccount(door);
  const takeProfit = { ...ids(), limitMicros: dollars("120") };
  const stopLoss = { ...ids(), stopMicros: dollars("90") };
  const entry = drafted({ group: { kind: "bracket", takeProfit, stopLoss } });
  await submit(door, account, entry);
  const plain = simpleDraft("AAPL", { limit: "80.00" });
  await submit(door, account, plain);
  const filter = { limit: 50, afterMs: null, untilMs: null, symbols: [], side: null } as const;
  const list = async (status: "open" | "all", nested: boolean) => {
    const asked = { ...filter, direction: "asc", status, nested } as const;
    return (await listOrders(deps, callerOf(account), asked)).map(({ id }) => id).sort();
  };
  const all = [entry.id, takeProfit.id, stopLoss.id, plain.id].sort();
  expect(await list("open", true)).toEqual([entry.id, plain.id].sort());
  expect(await list("open", false)).toEqual(all);
  await order(door, account, "match_order", entry.id);
  // The parent is filled and so not open: its exits stand on their own.
  expect(await list("open", true)).toEqual([takeProfit.id, stopLoss.id, plain.id].sort());
  expect(await list("all", true)).toEqual([entry.id, plain.id].sort());
});

test("a replacement carries over what had filled, and both rows name the other", async () => {
  const account = await world.openAccount(door);
  world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01", size: 4 });
  const old = simpleDraft("AAPL", { qty: 10, limit: "100.01", clientOrderId: "old" });
  await submit(door, account, old);
  await order(door, account, "match_order", old.id);
  const replacement = {
    id: uuidv7(Date.now()),
    clientOrderId: "new",
    limitMicros: dollars("99.50"),
  };
  const asked = { accountId: account.accountId, feed: account.feed };
  const command = { type: "replace_order", orderId: old.id, replacement } as const;
  expect(await door.ask({ ...asked, command })).toMatchObject({ kind: "done" });
  const { stored, known } = await bothOf(account, replacement.id);
  expect(stored).toEqual(known);
  expect(stored).toMatchObject({
    replaces: old.id,
    filledNanos: units(4),
    status: "partially_filled",
  });
  expect(await findOrder(deps, callerOf(account), old.id)).toMatchObject({
    status: "replaced",
    replacedBy: replacement.id,
  });
  // The same request once more, its answer lost, is the same order; another order may not have its id.
  expect(await world.newDoor().ask({ ...asked, command })).toEqual({
    kind: "duplicate",
    orderId: replacement.id,
  });
  const twin = { ...replacement, id: uuidv7(Date.now()), limitMicros: dollars("99.40") };
  const again = { type: "replace_order", orderId: replacement.id, replacement: twin } as const;
  expect(await door.ask({ ...asked, command: again })).toEqual({
    kind: "duplicate",
    orderId: replacement.id,
  });
  world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });
  expect(await world.violations()).toEqual([]);
});

test("an order may not take the client order id of another's exit", async () => {
  const account = await world.openAccount(door);
  const stopLoss = { ...ids(), stopMicros: dollars("90") };
  await submit(door, account, drafted({ group: { kind: "oto", stopLoss } }));
  const { clientOrderId } = stopLoss;
  const twin = simpleDraft("AAPL", { limit: "90.00", clientOrderId });
  expect(await submit(door, account, twin)).toEqual({ kind: "duplicate", orderId: stopLoss.id });
});

test("what set a stop off is stored with it", async () => {
  const account = await world.openAccount(door);
  const series = call("AAPL", 120);
  world.market.quoteBoth(series.symbol, { bid: "1.95", ask: "2.00" });
  const buy = simpleDraft(series, { qty: 1 });
  await submit(door, account, buy);
  await order(door, account, "match_order", buy.id);
  const terms = { type: "stop", stopMicros: dollars("1.50") } as const;
  const stop: OrderDraft = { ...simpleDraft(series, { side: "sell", qty: 1 }), terms };
  await submit(door, account, stop);
  world.market.advance(1_000);
  world.market.quoteBoth(series.symbol, { bid: "1.45", ask: "1.55" });
  await order(door, account, "match_order", stop.id);
  const { stored, known } = await bothOf(account, stop.id);
  expect(stored?.triggered).toMatchObject({ stopMicros: dollars("1.50"), by: { kind: "quote" } });
  expect(stored).toEqual(known);
  expect(await world.violations()).toEqual([]);
});
