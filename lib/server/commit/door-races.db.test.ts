import { expect, test } from "vitest";
import { present } from "@/lib/engine/assert";
import { createDoorWorld, order, submit, tally } from "../testing/door-world";
import { simpleDraft } from "../testing/drafts";

const world = await createDoorWorld();
const [door, other] = [world.newDoor(), world.newDoor()];
world.market.quoteBoth("AAPL", { bid: "99.99", ask: "100.01" });

async function reservedOf(accountId: string): Promise<bigint> {
  const { rows } = await world.admin.query<{ reserved: string; cash: string }>(
    "SELECT reserved_micros AS reserved, cash_micros AS cash FROM mbt_accounts WHERE id = $1",
    [accountId],
  );
  return BigInt(present(rows[0], "the account exists").reserved);
}

test("100 orders at once on one cash account spend what it has and are all answered", async () => {
  const account = await world.openAccount(door, { cash: "1000", kind: "cash" });
  const asked = Array.from({ length: 100 }, () =>
    submit(door, account, simpleDraft("AAPL", { limit: "100.00" })),
  );
  expect(await tally(asked)).toEqual({ done: 10, refused: 90 });
  expect(await reservedOf(account.accountId)).toBe(1_000_000_000n);
  expect(await world.violations()).toEqual([]);
});

test("the same 100 through two doors at once spend no more", async () => {
  const account = await world.openAccount(door, { cash: "1000", kind: "cash" });
  const asked = Array.from({ length: 100 }, (_, index) =>
    submit(index % 2 === 0 ? door : other, account, simpleDraft("AAPL", { limit: "100.00" })),
  );
  expect(await tally(asked)).toEqual({ done: 10, refused: 90 });
  expect(await reservedOf(account.accountId)).toBe(1_000_000_000n);
  expect(await world.violations()).toEqual([]);
});

test("200 identical submits through two doors make one order", async () => {
  const account = await world.openAccount(door);
  const asked = Array.from({ length: 200 }, (_, index) =>
    submit(
      index % 2 === 0 ? door : other,
      account,
      simpleDraft("AAPL", { clientOrderId: "only one" }),
    ),
  );
  expect(await tally(asked)).toEqual({ done: 1, duplicate: 199 });
  expect(await world.count("mbt_orders", account.accountId)).toBe(1);
});

test("orders and fills of one account at once come out as one history", async () => {
  const account = await world.openAccount(door, { cash: "1000000" });
  const drafts = Array.from({ length: 60 }, () => simpleDraft("AAPL", { limit: "101.00" }));
  const submitted = drafts.map((draft) => submit(door, account, draft));
  const matched = drafts.map(async (draft, index) => {
    await submitted[index];
    return order(door, account, "match_order", draft.id);
  });
  expect(await tally(matched)).toEqual({ done: 60 });
  expect(await world.count("mbt_fills", account.accountId)).toBe(60);
  expect(await world.violations()).toEqual([]);
});

test("two doors that match the same orders fill each once", async () => {
  const account = await world.openAccount(door, { cash: "1000000" });
  const drafts = Array.from({ length: 50 }, () => simpleDraft("AAPL", { limit: "101.00" }));
  await Promise.all(drafts.map((draft) => submit(door, account, draft)));
  const asked = drafts.flatMap((draft) => [
    order(door, account, "match_order", draft.id),
    order(other, account, "match_order", draft.id),
  ]);
  expect(await tally(asked)).toEqual({ done: 100 });
  expect(await world.count("mbt_fills", account.accountId)).toBe(50);
  expect(await world.violations()).toEqual([]);
});

test("submit, cancel and match from two doors at once lose nothing and double nothing", async () => {
  const accounts = await Promise.all(
    Array.from({ length: 4 }, () => world.openAccount(door, { cash: "1000000" })),
  );
  const drafts = Array.from({ length: 160 }, (_, index) =>
    simpleDraft("AAPL", { qty: 1 + (index % 3), limit: index % 2 === 0 ? "101.00" : "99.00" }),
  );
  const outcomes = drafts.map(async (draft, index) => {
    const account = present(accounts[index % 4], "there are four");
    const [here, there] = index % 3 === 0 ? [door, other] : [other, door];
    await submit(here, account, draft);
    const [matched, canceled] = await Promise.all([
      order(there, account, "match_order", draft.id),
      order(here, account, "cancel_order", draft.id),
    ]);
    return { matched, canceled };
  });
  const settled = await Promise.all(outcomes);
  const filled = settled.filter(
    ({ matched }) =>
      matched.kind === "done" && matched.events.some((event) => event.type === "order_filled"),
  ).length;
  const canceled = settled.filter((outcome) => outcome.canceled.kind === "done").length;
  expect(filled + canceled).toBe(160); // the one or the other, never both, never neither

  const { rows } = await world.admin.query<{ status: string; n: string }>(
    "SELECT status, count(*) AS n FROM mbt_orders WHERE account_id = ANY ($1::uuid[]) GROUP BY status",
    [accounts.map((account) => account.accountId)],
  );
  const counts = Object.fromEntries(rows.map((row) => [row.status, Number(row.n)]));
  expect(counts.filled ?? 0).toBe(filled);
  expect(counts.canceled ?? 0).toBe(canceled);
  expect(await world.violations()).toEqual([]);
});

test("a busy door does not starve another one out of an account", async () => {
  const account = await world.openAccount(door, { cash: "1000000" });
  let stopped = false;
  const keepBusy = async () => {
    while (!stopped) {
      const draft = simpleDraft("AAPL", { limit: "90.00" });
      await submit(door, account, draft);
      await order(door, account, "cancel_order", draft.id);
    }
  };
  const busy = [keepBusy(), keepBusy(), keepBusy()];
  for (let round = 0; round < 30; round += 1) {
    const draft = simpleDraft("AAPL", { limit: "90.00" });
    expect(await submit(other, account, draft)).toMatchObject({ kind: "done" });
    expect(await order(other, account, "cancel_order", draft.id)).toMatchObject({ kind: "done" });
  }
  stopped = true;
  await Promise.all(busy);
  expect(await world.violations()).toEqual([]);
});
