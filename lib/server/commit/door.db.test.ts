import { expect, test } from "vitest";
import { present } from "@/lib/engine/assert";
import { createDoorWorld, order, submit, tally } from "../testing/door-world";
import { call, simpleDraft, spreadDraft } from "../testing/drafts";

const world = await createDoorWorld();
const door = world.newDoor();
world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });

test("what is opened, submitted, filled and canceled is what the events say, at each step", async () => {
  const account = await world.openAccount(door);
  expect(await world.violations()).toEqual([]);

  const buy = simpleDraft("AAPL", { qty: 10 });
  expect(await submit(door, account, buy)).toMatchObject({ kind: "done" });
  expect(await world.violations()).toEqual([]);

  expect(await order(door, account, "match_order", buy.id)).toMatchObject({ kind: "done" });
  expect(await world.violations()).toEqual([]);

  const sell = simpleDraft("AAPL", { side: "sell", qty: 4, limit: "120.00" });
  await submit(door, account, sell);
  expect(await order(door, account, "cancel_order", sell.id)).toMatchObject({ kind: "done" });
  expect(await world.violations()).toEqual([]);

  expect(await world.events(account.accountId)).toEqual([
    "account_opened",
    "order_accepted",
    "order_filled",
    "order_accepted",
    "order_canceled",
  ]);
  const { rows } = await world.admin.query(
    "SELECT cash_micros, reserved_micros FROM mbt_accounts WHERE id = $1",
    [account.accountId],
  );
  expect(rows).toEqual([{ cash_micros: "48999900000", reserved_micros: "0" }]);
});

test("what a fill pays in fees is in the ledger, in the cash and among the activities", async () => {
  const account = await world.openAccount(door, { fees: "regulatory" });
  const buy = simpleDraft("AAPL", { qty: 10 });
  await submit(door, account, buy);
  await order(door, account, "match_order", buy.id);
  const { rows } = await world.admin.query(
    `SELECT a.cash_micros, l.amount_micros, v.net_micros FROM mbt_accounts a
     JOIN mbt_ledger_entries l ON l.account_id = a.id AND l.ledger_account = 'fees'
     JOIN mbt_activities v ON v.account_id = a.id AND v.type = 'FEE' WHERE a.id = $1`,
    [account.accountId],
  );

  // 50,000 - 10 x 100.01, and 10 x 0.000003 for the audit trail: a purchase pays no other fee.
  expect(rows).toEqual([{ cash_micros: "48999899970", amount_micros: "30", net_micros: "-30" }]);
  expect(await world.violations()).toEqual([]);
});

test("a change of settings moves the account's row with its events", async () => {
  const account = await world.openAccount(door);
  const { state } = present(await door.read(account.accountId), "the account exists");
  const { settings, fees } = state;
  const command = { type: "change_settings", profile: "strict", settings, fees } as const;
  await door.ask({ accountId: account.accountId, feed: "real_time", command });
  const { rows } = await world.admin.query("SELECT profile FROM mbt_accounts WHERE id = $1", [
    account.accountId,
  ]);
  expect(rows).toEqual([{ profile: "strict" }]);
  expect(await world.violations()).toEqual([]);
});

test("partial fills, spreads and a closed position keep every projection true", async () => {
  const account = await world.openAccount(door);
  const [low, high] = [call("AAPL", 100), call("AAPL", 105)];
  world.market.quoteBoth(low.symbol, { bid: "4.90", ask: "5.00", size: 3 });
  world.market.quoteBoth(high.symbol, { bid: "2.40", ask: "2.50", size: 2 });
  const spread = spreadDraft({ buy: low, sell: high }, { qty: 5, limit: "2.60" });
  await submit(door, account, spread);
  await order(door, account, "match_order", spread.id);
  expect(await world.count("mbt_fills", account.accountId)).toBe(2);

  world.market.quoteBoth(high.symbol, { bid: "2.40", ask: "2.50", size: 9 });
  await order(door, account, "match_order", spread.id); // one more of the long leg was displayed
  await order(door, account, "cancel_order", spread.id);
  const close = spreadDraft({ buy: high, sell: low }, { qty: 3, limit: "-2.40" });
  await submit(door, account, close);
  world.market.quoteBoth(low.symbol, { bid: "4.95", ask: "5.00" });
  await order(door, account, "match_order", close.id);

  const { rows } = await world.admin.query(
    "SELECT sum(abs(qty_nanos))::text AS held FROM mbt_positions WHERE account_id = $1",
    [account.accountId],
  );
  expect(rows).toEqual([{ held: "0" }]);
  expect(await world.violations()).toEqual([]);
});

test("an account reads the same from its checkpoints as from its first event", async () => {
  const account = await world.openAccount(door, { cash: "1000000" });
  for (let round = 0; round < 70; round += 1) {
    const draft = simpleDraft("AAPL", { limit: "90.00" });
    await submit(door, account, draft);
    await order(door, account, "cancel_order", draft.id);
  }
  expect(await world.count("mbt_checkpoints", account.accountId)).toBe(2);
  const fresh = present(await world.newDoor().read(account.accountId), "the account exists");
  expect(fresh.state).toEqual((await door.read(account.accountId))?.state);
  expect(await world.violations()).toEqual([]);
});

test("a client order id is taken once inside a batch", async () => {
  const account = await world.openAccount(door);
  const drafts = Array.from({ length: 5 }, () => simpleDraft("AAPL", { clientOrderId: "one" }));
  const answers = await Promise.all(drafts.map((draft) => submit(door, account, draft)));
  expect(answers.map((answer) => answer.kind)).toEqual([
    "done",
    "duplicate",
    "duplicate",
    "duplicate",
    "duplicate",
  ]);
  expect(answers.at(-1)).toMatchObject({ orderId: drafts[0]?.id });
  expect(await world.count("mbt_orders", account.accountId)).toBe(1);
});

test("a client order id stays taken across doors, after a cancel, and for nobody else", async () => {
  const account = await world.openAccount(door);
  const first = simpleDraft("AAPL", { limit: "90.00", clientOrderId: "two" });
  await submit(door, account, first);
  const again = simpleDraft("AAPL", { limit: "90.00", clientOrderId: "two" });
  const duplicate = { kind: "duplicate", orderId: first.id };
  expect(await submit(world.newDoor(), account, again)).toEqual(duplicate);
  await order(door, account, "cancel_order", first.id);
  expect(await submit(door, account, again)).toEqual(duplicate);
  const other = await world.openAccount(door);
  expect(await submit(door, other, again)).toMatchObject({ kind: "done" });
});

test("an order sent again is the one there is, also when it could not be paid twice", async () => {
  const account = await world.openAccount(door, { cash: "1000", kind: "cash" });
  const first = simpleDraft("AAPL", { qty: 9, limit: "100.00", clientOrderId: "again" });
  await submit(door, account, first);
  const again = () => simpleDraft("AAPL", { qty: 9, limit: "100.00", clientOrderId: "again" });
  const duplicate = { kind: "duplicate", orderId: first.id };
  expect(await submit(door, account, again())).toEqual(duplicate);
  expect(await submit(world.newDoor(), account, again())).toEqual(duplicate);
  const other = simpleDraft("AAPL", { qty: 9, limit: "100.00" });
  expect(await submit(door, account, other)).toMatchObject({ kind: "refused" });
});

test("a taken client order id does not hold up the other orders of its account", async () => {
  const account = await world.openAccount(door);
  await submit(door, account, simpleDraft("AAPL", { clientOrderId: "three" }));
  const asked = [
    simpleDraft("AAPL"),
    simpleDraft("AAPL", { clientOrderId: "three" }),
    simpleDraft("AAPL"),
  ].map((draft) => submit(world.newDoor(), account, draft));
  expect(await tally(asked)).toEqual({ done: 2, duplicate: 1 });
  expect(await world.violations()).toEqual([]);
});

test("a stale cache leads to a reload, not to a wrong commit", async () => {
  const account = await world.openAccount(door);
  const other = world.newDoor();
  await other.read(account.accountId);
  await submit(door, account, simpleDraft("AAPL", { limit: "90.00" }));
  expect(await submit(other, account, simpleDraft("AAPL"))).toMatchObject({
    kind: "done",
    state: { version: 3 },
  });
  expect(await world.violations()).toEqual([]);
});

test("a refusal is never decided on a stale cache", async () => {
  const account = await world.openAccount(door, { cash: "10000" });
  const other = world.newDoor();
  const held = simpleDraft("AAPL", { qty: 190, limit: "100.00" });
  await submit(door, account, held);
  await other.read(account.accountId);
  const wanted = () => simpleDraft("AAPL", { qty: 190, limit: "100.00" });
  expect(await submit(other, account, wanted())).toMatchObject({ kind: "refused" });

  await order(door, account, "cancel_order", held.id); // `other` still believes it is working
  expect(await submit(other, account, wanted())).toMatchObject({ kind: "done" });
  const late = simpleDraft("AAPL", { limit: "90.00" });
  await submit(other, account, late); // and `door` has never heard of this one
  expect(await order(door, account, "cancel_order", late.id)).toMatchObject({ kind: "done" });
});

test("round trips do not grow with the batch: 192 accounts take as many as 24", async () => {
  const roundTrips = async (accounts: number, warm: boolean) => {
    const opened = await Promise.all(
      Array.from({ length: accounts }, () => world.openAccount(door)),
    );
    const pool = world.pool("raxx_commit");
    const counted = world.newDoor(pool);
    if (warm) await Promise.all(opened.map((one) => counted.read(one.accountId)));
    let trips = 0;
    pool.on("acquire", () => {
      trips += 1;
    });
    const asked = opened.map((one) => submit(counted, one, simpleDraft("AAPL")));
    expect(await tally(asked)).toEqual({ done: accounts });
    return trips;
  };
  expect(await roundTrips(1, false)).toBe(2); // load, commit
  expect(await roundTrips(1, true)).toBe(1);
  // Two flushes share what waits, up to 96 each: 2 x 12 or 2 x 96, each load and commit.
  expect(await roundTrips(24, false)).toBe(4);
  expect(await roundTrips(192, false)).toBe(4);
  expect(await roundTrips(24, true)).toBe(2);
  expect(await roundTrips(192, true)).toBe(2);
});
