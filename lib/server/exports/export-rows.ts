/**
 * What an account can be exported as: rows of texts, the same that its pages show and the API answers,
 * read a page at a time so that no export is held in memory.
 */
import { parseCanonical } from "@/lib/engine/canonical";
import type { OrderFilled } from "@/lib/engine/event/event";
import { alpacaActivity } from "@/lib/wire/alpaca/activity";
import { apiView } from "@/lib/wire/raxx/api-view";
import { listActivities } from "../accounts/list-activities";
import { type AccountReading, readAccount } from "../accounts/read-account";
import { queryAsUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import { fillView } from "../desk/fill-view";
import { orderView } from "../desk/order-view";
import { positionGroups } from "../desk/position-view";
import { listOrders } from "../trading/find-orders";

const PAGE = 200;

export const EXPORT_KINDS = ["orders", "fills", "activities", "positions"] as const;
export type ExportKind = (typeof EXPORT_KINDS)[number];

/** One object of the export; nested parts keep their structure. */
export type ExportRow = Readonly<Record<string, unknown>>;

/** The rows of the account's epoch or of all, oldest first; each says of which. Positions are of now. */
export async function* exportRows(
  deps: Deps,
  caller: Caller,
  { kind, epochs }: { readonly kind: ExportKind; readonly epochs: "current" | "all" },
): AsyncGenerator<ExportRow> {
  const reading = await readAccount(deps, caller);
  const last = reading.state.epoch;
  for (let epoch = epochs === "all" && kind !== "positions" ? 1 : last; epoch <= last; epoch += 1) {
    const rows = rowsOf(deps, { caller, kind, epoch }, reading);
    for await (const row of rows) yield { epoch, ...row };
  }
}

interface Part {
  readonly caller: Caller;
  readonly kind: ExportKind;
  readonly epoch: number;
}

function rowsOf(deps: Deps, part: Part, reading: AccountReading): AsyncIterable<ExportRow> {
  switch (part.kind) {
    case "orders":
      return orders(deps, part, reading);
    case "fills":
      return fills(deps, part);
    case "activities":
      return activities(deps, part);
    case "positions":
      return positions(reading);
  }
}

async function* orders(
  deps: Deps,
  { caller, epoch }: Part,
  { state, market }: AccountReading,
): AsyncGenerator<ExportRow> {
  let afterId: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof listOrders>> = await listOrders(deps, caller, {
      ...{ status: "all", direction: "asc", limit: PAGE, afterMs: null, untilMs: null },
      ...{ symbols: [], side: null, afterId, epoch },
    });
    for (const order of page) yield written(orderView(order, state, market));
    afterId = page.at(-1)?.id ?? null;
    if (page.length < PAGE) return;
  }
}

async function* fills(deps: Deps, { caller, epoch }: Part): AsyncGenerator<ExportRow> {
  let version = "0";
  for (;;) {
    const rows: { version: string; payload: string }[] = await queryAsUser(
      deps.webPool,
      caller.userId,
      {
        text: `SELECT e.version, e.payload FROM mbt_events e
          WHERE e.account_id = $1 AND e.version > $2 AND e.version IN (
            SELECT f.version FROM mbt_fills f
            WHERE f.account_id = $1 AND f.epoch = $3 AND f.version > $2)
          ORDER BY e.version LIMIT ${PAGE}`,
        values: [caller.accountId, version, epoch],
      },
    );
    for (const { payload } of rows) {
      const fill = parseCanonical<OrderFilled>(payload);
      yield written(fillView(fill));
    }
    version = rows.at(-1)?.version ?? version;
    if (rows.length < PAGE) return;
  }
}

async function* activities(deps: Deps, { caller, epoch }: Part): AsyncGenerator<ExportRow> {
  let afterId: string | null = null;
  for (;;) {
    const page: Awaited<ReturnType<typeof listActivities>> = await listActivities(deps, caller, {
      ...{ types: [], fromMs: null, untilMs: null, orderId: null },
      ...{ direction: "asc", limit: PAGE, afterId, epoch },
    });
    for (const activity of page) yield written(alpacaActivity(activity));
    afterId = page.at(-1)?.id ?? null;
    if (page.length < PAGE) return;
  }
}

async function* positions({ state, market }: AccountReading): AsyncGenerator<ExportRow> {
  for (const { title, legs } of positionGroups(state, market)) {
    for (const leg of legs) yield { strategy: title, ...written(leg) };
  }
}

function written(view: object): ExportRow {
  return Object(apiView(view));
}
