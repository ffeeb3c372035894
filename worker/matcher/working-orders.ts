/** Loads what the matcher must hold: every working order, with the feed of its owner's tier. */
import type pg from "pg";
import type { FillProfile } from "@/lib/engine/account/account-state";
import type { Order } from "@/lib/engine/order/order";
import { limitOf } from "@/lib/engine/order/terms";
import { feedOf, type Tier } from "@/lib/server/deps";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { IndexedOrder } from "./order-columns";
import { readsPrints, waitsOf } from "./waits";

const ACCOUNTS_SQL = `
  SELECT DISTINCT o.account_id, u.tier FROM mbt_orders o
  JOIN mbt_accounts a ON a.id = o.account_id JOIN users u ON u.id = a.user_id
  WHERE o.working`;
const TIERS_SQL = `
  SELECT a.id AS account_id, u.tier FROM mbt_accounts a JOIN users u ON u.id = a.user_id
  WHERE a.id = ANY ($1::uuid[])`;

type TierRow = { account_id: string; tier: Tier };

/** Accounts that have working orders, with their feed. */
export async function accountsWithOrders(pool: pg.Pool): Promise<ReadonlyMap<string, FeedKind>> {
  const { rows } = await pool.query<TierRow>(ACCOUNTS_SQL);
  return toFeeds(rows);
}

/** The feeds of these accounts. */
export async function feedsOf(
  pool: pg.Pool,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, FeedKind>> {
  const { rows } = await pool.query<TierRow>(TIERS_SQL, [accountIds]);
  return toFeeds(rows);
}

function toFeeds(rows: readonly TierRow[]): ReadonlyMap<string, FeedKind> {
  return new Map(rows.map((row) => [row.account_id, feedOf(row.tier)]));
}

/** What the index keeps of an order, at the market time of its feed. The profile is null until it is known. */
export function toIndexed(
  accountId: string,
  order: Order,
  { nowMs, profile }: { readonly nowMs: number; readonly profile: FillProfile | null },
): IndexedOrder {
  const limit = limitOf(order.terms);
  const waits = waitsOf(order, nowMs);
  return {
    orderId: order.id,
    accountId,
    orderClass: order.orderClass,
    limitMicros: limit === null ? null : Number(limit),
    expiresAtMs: order.expiresAtMs,
    legs: order.legs.map((leg) => ({
      symbol: leg.instrument.symbol,
      side: leg.side,
      ratio: leg.ratio,
    })),
    ...(waits !== null && { waits }),
    ...(profile !== null && readsPrints(profile, order) && { readsPrints: true }),
  };
}
