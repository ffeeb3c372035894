/** The notice of an event of an account; most events are nobody's news. */
import { newYorkOf } from "@/lib/engine/calendar/new-york";
import type { AccountEvent, EventType } from "@/lib/engine/event/event";
import { explainFill } from "@/lib/engine/explain/explain-fill";
import { fillId } from "@/lib/server/commit/project";
import { optionNews } from "../gateway/desk-news";
import type { NoticeDraft } from "./store-notices";

/** What the log is searched for. */
export const TOLD_EVENTS: readonly EventType[] = [
  "order_filled",
  "option_assigned",
  "option_exercised",
  "option_expired",
  "option_expiry_held",
];

/** Null for what is not told. */
export function noticeOf(
  event: AccountEvent,
  { accountId, version }: { readonly accountId: string; readonly version: number },
): NoticeDraft | null {
  const about = { accountId, key: `event:${version}`, atMs: event.atMs };
  if (event.type === "order_filled") {
    return { ...about, kind: "fill", fillId: fillId(event), text: explainFill(event).title };
  }
  const said = optionNews(event);
  if (said === null) return null;
  const kind = event.type === "option_assigned" ? "assignment" : "expiry";
  return { ...about, kind, fillId: null, text: said.text };
}

/** Fills told one by one in a minute of an account; a program makes more than anybody reads. */
const FILLS_A_MINUTE_MAX = 20;

/** Keeps the first fills of each minute and tells of the others in one notice. */
export class FillLimit {
  private readonly counts = new Map<string, number>();
  private minute = "";

  take(draft: NoticeDraft): NoticeDraft {
    if (draft.kind !== "fill") return draft;
    const { date, msOfDay } = newYorkOf(draft.atMs);
    const minute = `${date}:${Math.floor(msOfDay / 60_000)}`;
    if (minute !== this.minute) this.counts.clear();
    this.minute = minute;
    const count = (this.counts.get(draft.accountId) ?? 0) + 1;
    this.counts.set(draft.accountId, count);
    if (count <= FILLS_A_MINUTE_MAX) return draft;
    const text = "More fills in a minute than are told one by one: see Orders.";
    return { ...draft, key: `fills:${minute}`, fillId: null, text };
  }
}
