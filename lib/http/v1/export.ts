/** GET /v1/export: the account's orders, fills, activities or positions as JSON or CSV. */
import { EXPORT_KINDS, type ExportRow, exportRows } from "@/lib/server/exports/export-rows";
import { csvLine } from "@/lib/wire/raxx/csv";
import type { BodyStream, Call, Handler } from "../call";
import { choiceOf } from "../v2/query";

/** The columns of a CSV, so that an empty one has a header too and every one the same. */
const COLUMNS = {
  orders: [
    ...["id", "client_order_id", "submitted_at", "updated_at", "title", "order_class", "type"],
    ...["time_in_force", "status", "qty", "filled_qty", "limit", "average_price", "why", "legs"],
  ],
  fills: [
    ...["id", "order_id", "at", "title", "qty", "price", "net_word", "cash", "rule"],
    ...["rules_version", "profile", "fees", "legs", "sentence"],
  ],
  activities: [
    ...["id", "activity_type", "date", "transaction_time", "created_at", "symbol", "side", "qty"],
    ...["price", "per_share_amount", "net_amount", "order_id", "group_id", "description"],
  ],
  positions: [
    ...["strategy", "symbol", "name", "underlying", "kind", "qty", "average_price", "cost"],
    ...["mark", "market_value", "unrealized", "unrealized_percent", "expiry_date"],
  ],
} as const;

/** Answers as it reads: an export has no size that a page or a process must hold. */
export const getExport: Handler = async (call) => {
  const kind = choiceOf(call.query, "kind", EXPORT_KINDS);
  const format = choiceOf(call.query, "format", ["json", "csv"]);
  const epochs = choiceOf(call.query, "epochs", ["current", "all"]);
  const rows = () => exportRows(call.deps, call.caller, { kind, epochs });
  return format === "csv"
    ? {
        status: 200,
        text: { type: "text/csv; charset=UTF-8", content: csvOf(rows, COLUMNS[kind]) },
      }
    : {
        status: 200,
        text: { type: "application/json; charset=UTF-8", content: jsonOf(call, kind, rows) },
      };
};

/** Every row is labelled: a file travels without the page it came from. */
function csvOf(rows: () => AsyncIterable<ExportRow>, columns: readonly string[]): BodyStream {
  return async function* csv(gone) {
    yield csvLine(["simulated", "epoch", ...columns]);
    for await (const row of rows()) {
      if (gone.aborted) return;
      yield csvLine(["SIMULATED", row.epoch, ...columns.map((name) => row[name])]);
    }
  };
}

function jsonOf({ caller }: Call, kind: string, rows: () => AsyncIterable<ExportRow>): BodyStream {
  return async function* json(gone) {
    const head = { simulated: true, account_id: caller.accountId, kind };
    let before = `${JSON.stringify(head).slice(0, -1)},"rows":[`;
    for await (const row of rows()) {
      if (gone.aborted) return;
      yield before + JSON.stringify(row);
      before = ",";
    }
    yield before === "," ? "]}" : `${before}]}`;
  };
}
