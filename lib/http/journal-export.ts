/** An epoch's campaigns as a file: what the performance page shows, to the cent, and that it is simulated. */
import { formatUtc } from "@/lib/engine/calendar/new-york";
import type { Caller, Deps } from "@/lib/server/deps";
import { AppError } from "@/lib/server/errors";
import { loadJournalView } from "@/lib/server/journal/journal-view";
import { csvLine } from "@/lib/wire/raxx/csv";
import type { CampaignView } from "@/lib/wire/raxx/journal";

const COLUMNS = [
  ...["simulated", "epoch", "id", "title", "opened_at", "closed_at", "realized", "unrealized"],
  ...["fees", "adjusted_basis", "wheel_stage", "note", "tags", "steps"],
] as const;

/** Answers `?epoch=1&format=csv|json`; the running epoch and CSV when they are left out. */
export async function exportJournal(
  deps: Deps,
  caller: Caller,
  query: URLSearchParams,
): Promise<Response> {
  const format = query.get("format") ?? "csv";
  if (format !== "csv" && format !== "json") {
    throw new AppError("bad_request", "format must be csv or json");
  }
  const { epochs } = await loadJournalView(deps, caller);
  const wanted = query.get("epoch");
  const epoch = wanted === null ? epochs[0] : epochs.find((one) => String(one.epoch) === wanted);
  if (epoch === undefined) throw new AppError("not_found", "There is no such epoch.");
  const rows = epoch.campaigns.map((campaign) => rowOf(campaign, epoch.epoch));
  const body =
    format === "csv"
      ? [csvLine(COLUMNS), ...rows.map((row) => csvLine(COLUMNS.map((name) => row[name])))].join("")
      : JSON.stringify({ simulated: true, account_id: caller.accountId, epoch: epoch.epoch, rows });
  return new Response(body, {
    headers: {
      "Content-Type": format === "csv" ? "text/csv; charset=UTF-8" : "application/json",
      "Content-Disposition": `attachment; filename="raxx-simulated-journal-${epoch.epoch}.${format}"`,
    },
  });
}

function rowOf(
  campaign: CampaignView,
  epoch: number,
): { readonly [C in (typeof COLUMNS)[number]]: unknown } {
  const { id, title, openedAtMs, closedAtMs, realized, unrealized, fees, note } = campaign;
  return {
    ...{ simulated: "SIMULATED", epoch, id, title, realized, unrealized, fees },
    opened_at: formatUtc(openedAtMs),
    closed_at: closedAtMs === null ? null : formatUtc(closedAtMs),
    adjusted_basis: campaign.adjustedBasis,
    wheel_stage: campaign.wheelStage,
    note: note?.text ?? null,
    tags: note?.tags.join(" ") ?? null,
    steps: campaign.steps.map(({ kind }) => kind).join(" > "),
  };
}
