/** What belongs to a fill beside its record: the quotes around it, its note, and what was reported. */

import { formatPrice, formatQuantity } from "@/lib/engine/decimal";
import type { OrderFilled } from "@/lib/engine/event/event";
import { instrumentName } from "@/lib/engine/explain/instrument-name";
import { micros, units } from "@/lib/engine/money";
import type {
  ContextQuote,
  FillExtrasView,
  LegAround,
  ReportForm,
} from "@/lib/wire/raxx/fill-context";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";
import { uuidv7 } from "../ids";
import { findFill } from "../trading/find-fill";

interface Row {
  quotes: string | null;
  text: string | null;
  tags: string[] | null;
  reported: string | null;
}

const SQL = `SELECT
  (SELECT c.quotes FROM fill_contexts c JOIN mbt_fills f
    ON f.account_id = c.account_id AND f.version = c.version
    WHERE c.account_id = $1 AND f.order_id = $3 AND f.fill_number = $4 LIMIT 1) AS quotes,
  n.text, n.tags,
  (SELECT r.text FROM fill_reports r WHERE r.account_id = $1 AND r.fill_id = $2::uuid) AS reported
  FROM (SELECT 1) one LEFT JOIN journal_notes n ON n.account_id = $1 AND n.subject = 'fill ' || $2::uuid::text`;

/** Loads it; null for a fill that is not the caller's. */
export async function loadFillExtras(
  deps: Pick<Deps, "webPool">,
  caller: Caller,
  fillId: string,
): Promise<FillExtrasView> {
  const fill = await findFill(deps, caller, fillId);
  if (fill === null) throw new AppError("not_found", "There is no such fill.");
  const { orderId, fillNumber } = fill;
  const [row] = await queryAsUser<Row>(deps.webPool, caller.userId, {
    text: SQL,
    values: [caller.accountId, fillId, orderId, fillNumber],
  });
  return {
    around: row?.quotes == null ? null : legsAround(fill, JSON.parse(row.quotes)),
    note: row?.text == null ? null : { text: row.text, tags: row.tags ?? [] },
    reported: row?.reported ?? null,
  };
}

function legsAround(
  { legs, atMs }: OrderFilled,
  quotes: Readonly<Record<string, readonly ContextQuote[]>>,
): readonly LegAround[] {
  return legs.map(({ instrument }) => ({
    symbol: instrument.symbol,
    name: instrumentName(instrument),
    quotes: (quotes[instrument.symbol] ?? []).map(([quoteAtMs, bid, bidSize, ask, askSize]) => ({
      atMs: quoteAtMs,
      offsetMs: quoteAtMs - atMs,
      bid: formatPrice(micros(BigInt(bid))),
      bidSize: formatQuantity(units(bidSize)),
      ask: formatPrice(micros(BigInt(ask))),
      askSize: formatQuantity(units(askSize)),
    })),
  }));
}

/** Reports a fill to the operators; saying more replaces what was said. */
export async function reportFill(
  deps: Pick<Deps, "webPool" | "clock">,
  caller: Caller,
  { fillId, text }: ReportForm,
): Promise<void> {
  if ((await findFill(deps, caller, fillId)) === null) {
    throw new AppError("not_found", "There is no such fill.");
  }
  const made = await queryAsUser(deps.webPool, caller.userId, {
    text: `INSERT INTO fill_reports (id, user_id, account_id, fill_id, text)
      VALUES ($1, $2, $3, $4, $5) ON CONFLICT (account_id, fill_id) DO NOTHING RETURNING id`,
    values: [uuidv7(deps.clock.nowMs()), caller.userId, caller.accountId, fillId, text],
  });
  if (made.length === 0) throw new AppError("conflict", "You have reported this fill already.");
}
