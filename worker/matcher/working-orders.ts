/** Loads what the matcher must hold: every working order, with its owner's feed. */
import type pg from "pg";
import type { FillProfile } from "@/lib/engine/account/account-state";
import type { Order } from "@/lib/engine/order/order";
import { limitOf } from "@/lib/engine/order/terms";
import { FEED_SQL } from "@/lib/server/data/feed-of";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import type { IndexedOrder } from "./order-columns";
import { readsPrints, waitsOf } from "./waits";

const ACCOUNTS_SQL = `
  SELECT DISTINCT o.account_id, ${FEED_SQL} AS feed FROM mbt_orders o
  JOIN mbt_accounts a ON a.id = o.account_id JOIN users u ON u.id = a.user_id
  WHERE o.working`;
const FEEDS_SQL = `
  SELECT a.id AS account_id, ${FEED_SQL} AS feed FROM mbt_accounts a JOIN users u ON u.id = a.user_id
  WHERE a.id = ANY ($1::uuid[])`;

type FeedRow = { account_id: string; feed: FeedKind };

/** Accounts that have working orders, with their feed. */
export async function accountsWithOrders(pool: pg.Pool): Promise<ReadonlyMap<string, FeedKind>> {
  const { rows } = await pool.query<FeedRow>(ACCOUNTS_SQL);
  return new Map(rows.map((row) => [row.account_id, row.feed]));
}

/** The feeds of these accounts, as they are now. */
export async function feedsOf(
  pool: pg.Pool,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, FeedKind>> {
  const { rows } = await pool.query<FeedRow>({
    name: "match_feeds",
    text: FEEDS_SQL,
    values: [accountIds],
  });
  return new Map(rows.map((row) => [row.account_id, row.feed]));
}

/**
 * Whether an order met the quotes of its arrival when it was accepted and can only wait for others: then
 * it need not be decided again to hang in the index. A profile that keeps its place in a queue wants to be
 * asked, and so does an order that does not wait.
 */
export function waitsForQuotes(indexed: IndexedOrder, { rested, timeInForce }: Order): boolean {
  const waits = rested && (timeInForce === "day" || timeInForce === "gtc");
  return waits && indexed.waits === undefined && indexed.readsPrints !== true;
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
