/** Prices a user waits for: told once, on the feed of their tier, at most so many at a time. */
import { formatDollars, formatPrice, parseDollars } from "@/lib/engine/decimal";
import { instrumentName } from "@/lib/engine/explain/instrument-name";
import { markMicros } from "@/lib/engine/market/quote";
import { type Micros, micros } from "@/lib/engine/money";
import type { AlertForm, AlertsView, AlertView } from "@/lib/wire/raxx/notices";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps, Tier } from "../deps";
import { AppError } from "../errors";
import { uuidv7 } from "../ids";
import { awaitQuotes } from "../market/watch";

const WAITING_MAX: { readonly [T in Tier]: number } = { free: 20, pro: 100, pro_plus: 500 };
const SHOWN_MAX = 600;
const QUOTES_MS_MAX = 1_500;

interface Row {
  id: string;
  symbol: string;
  direction: AlertView["direction"];
  price_micros: string;
  created_at: Date;
  fired_at: Date | null;
  fired_price_micros: string | null;
}

const COLUMNS = "id, symbol, direction, price_micros, created_at, fired_at, fired_price_micros";

/** Whether a mark is where an alert waits for it. */
export function isReached(direction: AlertView["direction"], price: bigint, mark: bigint): boolean {
  return direction === "rises_to" ? mark >= price : mark <= price;
}

/** Those that wait first, then the last that were told. */
export async function listAlerts(
  { webPool, catalog }: Pick<Deps, "webPool" | "catalog">,
  { userId, tier }: Caller,
): Promise<AlertsView> {
  const rows = await queryAsUser<Row>(webPool, userId, {
    text: `SELECT ${COLUMNS} FROM alerts WHERE user_id = $1 AND deleted_at IS NULL
      ORDER BY fired_at DESC NULLS FIRST, id DESC LIMIT ${SHOWN_MAX}`,
    values: [userId],
  });
  const instruments = await catalog.findInstruments(rows.map(({ symbol }) => symbol));
  const alerts = rows.map((row): AlertView => {
    const instrument = instruments.get(row.symbol);
    const { fired_price_micros: fired } = row;
    return {
      id: row.id,
      symbol: row.symbol,
      name: instrument === undefined ? row.symbol : instrumentName(instrument),
      direction: row.direction,
      price: formatDollars(micros(BigInt(row.price_micros))),
      createdAtMs: row.created_at.getTime(),
      firedAtMs: row.fired_at?.getTime() ?? null,
      firedPrice: fired === null ? null : formatDollars(micros(BigInt(fired))),
    };
  });
  return { alerts, max: WAITING_MAX[tier] };
}

/** Waits for a price from now on. Each refusal says what would pass. */
export async function createAlert(
  deps: Deps,
  caller: Caller,
  { symbol, direction, price }: AlertForm,
): Promise<void> {
  const priceMicros = parseDollars(price);
  if (priceMicros === null || priceMicros <= 0n) {
    throw new AppError("bad_request", 'The price must be a number such as "612.50".');
  }
  const instrument = (await deps.catalog.findInstruments([symbol])).get(symbol);
  if (instrument === undefined) throw new AppError("not_found", `${symbol} is not listed here.`);
  const mark = await markOf(deps, caller, symbol);
  if (mark !== null && isReached(direction, priceMicros, mark)) {
    const where = direction === "rises_to" ? "at or above" : "at or below";
    const name = instrumentName(instrument);
    throw new AppError(
      "conflict",
      `${name} is ${where} that already, at ${formatPrice(mark)}: choose another price.`,
    );
  }
  await store(deps, caller, { symbol, direction, priceMicros });
}

async function store(
  { webPool, clock }: Pick<Deps, "webPool" | "clock">,
  { userId, accountId, tier }: Caller,
  alert: Pick<AlertView, "symbol" | "direction"> & { readonly priceMicros: Micros },
): Promise<void> {
  const max = WAITING_MAX[tier];
  const made = await queryAsUser(webPool, userId, {
    text: `INSERT INTO alerts (id, user_id, account_id, symbol, direction, price_micros)
      SELECT $1, $2, $3, $4, $5, $6 WHERE (SELECT count(*) FROM alerts
        WHERE user_id = $2 AND fired_at IS NULL AND deleted_at IS NULL) < $7 RETURNING id`,
    values: [
      ...[uuidv7(clock.nowMs()), userId, accountId],
      ...[alert.symbol, alert.direction, alert.priceMicros, max],
    ],
  });
  if (made.length > 0) return;
  throw new AppError(
    "conflict",
    `Your plan has room for ${max} alerts that wait; remove one first.`,
  );
}

async function markOf(deps: Deps, { feed }: Caller, symbol: string): Promise<Micros | null> {
  await awaitQuotes(deps, feed, [symbol], QUOTES_MS_MAX);
  return markMicros(await deps.market.view(feed, [symbol]), symbol);
}

/** Takes one away, told or not; nothing happens to one that is not the user's. */
export async function deleteAlert(
  { webPool, clock }: Pick<Deps, "webPool" | "clock">,
  { userId }: Caller,
  id: string,
): Promise<void> {
  await queryAsUser(webPool, userId, {
    text: "UPDATE alerts SET deleted_at = $3 WHERE user_id = $1 AND id = $2",
    values: [userId, id, new Date(clock.nowMs())],
  });
}
