/** The morning of an expiry day, and notices by mail: told once, to whom it concerns, where they want it. */
import { expect, test } from "vitest";
import type { Deps } from "@/lib/server/deps";
import { chooseNotice } from "@/lib/server/notices/notice-choices";
import { listNotices } from "@/lib/server/notices/own-notices";
import {
  createDoorWorld,
  type OpenedAccount,
  order,
  submit,
} from "@/lib/server/testing/door-world";
import { call, simpleDraft, spreadDraft } from "@/lib/server/testing/drafts";
import { DayWorld } from "../testing/day-world";
import { FillLimit } from "./notice-of";
import { readLog } from "./read-log";
import { ExpiryWatch } from "./watch-expiries";

/** The Friday on which the series of drafts.ts expire. */
const EXPIRY = "2027-01-15";

const world = await createDoorWorld();
const door = world.newDoor();
const day = new DayWorld(world, door);
const worker = world.pool("raxx_worker");
const clock = { nowMs: () => Date.now() };
const deps = { webPool: world.pool("raxx_web") } as unknown as Deps;
const [low, high] = [call("AAPL", 100), call("AAPL", 105)];

const look = () => new ExpiryWatch({ marketClock: day.marketClock, clock }, worker).look();

async function texts(account: OpenedAccount): Promise<readonly string[]> {
  const { notices } = await listNotices(deps, { ...account, tier: "pro" });
  return notices.map(({ kind, text }) => `${kind}: ${text}`);
}

async function mailsOf({ userId }: OpenedAccount): Promise<readonly unknown[]> {
  const { rows } = await world.admin.query(
    "SELECT kind, address, detail FROM mails WHERE user_id = $1 ORDER BY id",
    [userId],
  );
  return rows;
}

function quoteAll(): void {
  world.market.quoteBoth("AAPL", { bid: "101.00", ask: "101.10" });
  world.market.quoteBoth(low.symbol, { bid: "1.50", ask: "1.60" });
  world.market.quoteBoth(high.symbol, { bid: "0.20", ask: "0.30" });
}

async function buySpread(tier: "free" | "pro"): Promise<OpenedAccount> {
  quoteAll();
  const account = await world.openAccount(door, { tier });
  const draft = spreadDraft({ buy: low, sell: high }, { qty: 2 });
  await submit(door, account, draft);
  await order(door, account, "match_order", draft.id);
  return account;
}

async function buyShare(account: OpenedAccount): Promise<void> {
  quoteAll();
  const draft = simpleDraft("AAPL");
  await submit(door, account, draft);
  await order(door, account, "match_order", draft.id);
  await readLog(worker, clock, new FillLimit());
}

test("what expires today is told once, from the open of the holder's own feed on", async () => {
  day.goTo("2027-01-14", 15, 0);
  const [pro, free] = [await buySpread("pro"), await buySpread("free")];
  await look();
  expect(await texts(pro)).toEqual([]);
  day.goTo(EXPIRY, 9, 29);
  await look();
  expect(await texts(pro)).toEqual([]);

  const words =
    "expiry: Expires today: 2 × AAPL 15 Jan 27 100 call, −2 × AAPL 15 Jan 27 105 call. Positions shows what would settle.";
  day.goTo(EXPIRY, 9, 31);
  await Promise.all([look(), look()]);
  await look();
  expect(await texts(pro)).toEqual([words]);
  expect(await texts(free)).toEqual([]); // it is 09:16 in their world
  day.goTo(EXPIRY, 9, 46);
  await look();
  expect(await texts(free)).toEqual([words]);
});

test("a notice is mailed to a confirmed address when its user asked for it", async () => {
  const account = await world.openAccount(door);
  const caller = { ...account, tier: "pro" } as const;
  await chooseNotice(deps, caller, { kind: "fill", inApp: true, webhook: false, email: true });
  await buyShare(account);
  expect(await mailsOf(account)).toEqual([]);
  await world.admin.query("UPDATE users SET email_verified_at = now() WHERE id = $1", [
    account.userId,
  ]);
  await buyShare(account);
  expect(await mailsOf(account)).toMatchObject([
    {
      kind: "notice_fill",
      detail: { text: "Bought 1 × AAPL at 101.10", account: "Paper 1" },
    },
  ]);
});

test("mails of notices are thirty an hour at most", async () => {
  const account = await world.openAccount(door);
  const caller = { ...account, tier: "pro" } as const;
  await world.admin.query("UPDATE users SET email_verified_at = now() WHERE id = $1", [
    account.userId,
  ]);
  await chooseNotice(deps, caller, { kind: "fill", inApp: false, webhook: false, email: true });
  await world.admin.query(
    `INSERT INTO mails (id, user_id, address, kind, detail)
     SELECT gen_random_uuid(), $1, 'pat@example.com', 'notice_fill', '{}' FROM generate_series(1, 29)`,
    [account.userId],
  );
  for (let count = 0; count < 3; count += 1) await buyShare(account);
  expect(await mailsOf(account)).toHaveLength(30);
});
