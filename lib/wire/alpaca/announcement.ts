/**
 * Corporate action announcements of the trading API (alpaca-wire.md §1.13), written from the market
 * data that replaced them (§5.3).
 */
import { z } from "zod";
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import type { CorporateActions } from "./corporate-actions";

export const ANNOUNCEMENT_TYPES = ["dividend", "merger", "spinoff", "split"] as const;
type AnnouncementType = (typeof ANNOUNCEMENT_TYPES)[number];
export const ANNOUNCEMENT_DATES = [
  "declaration_date",
  "ex_date",
  "record_date",
  "payable_date",
] as const;
export type AnnouncementDate = (typeof ANNOUNCEMENT_DATES)[number];

const Text = z.string().nullable();
export const Announcement = z
  .strictObject({
    id: z.string(),
    corporate_action_id: z.string(),
    ca_type: z.enum(ANNOUNCEMENT_TYPES),
    ca_sub_type: z.string(),
    initiating_symbol: Text,
    initiating_original_cusip: Text,
    target_symbol: Text,
    target_original_cusip: Text,
    declaration_date: Text,
    effective_date: Text,
    ex_date: Text,
    record_date: Text,
    payable_date: Text,
    cash: Text,
    old_rate: Text,
    new_rate: Text,
  })
  .meta({ id: "Announcement" });
export type Announcement = z.infer<typeof Announcement>;

type Lists = z.infer<typeof CorporateActions>["corporate_actions"];
type Action = Lists[keyof Lists][number];

/** What each kind of action of the data API is as an announcement. */
const KINDS: readonly {
  readonly list: keyof Lists;
  /** The word of the query of §5.3. */
  readonly kind: string;
  readonly type: AnnouncementType;
  readonly subType: string;
}[] = [
  { list: "cash_dividends", kind: "cash_dividend", type: "dividend", subType: "cash" },
  { list: "stock_dividends", kind: "stock_dividend", type: "dividend", subType: "stock" },
  { list: "cash_mergers", kind: "cash_merger", type: "merger", subType: "cash" },
  { list: "stock_mergers", kind: "stock_merger", type: "merger", subType: "stock_merger" },
  {
    ...{ list: "stock_and_cash_mergers", kind: "stock_and_cash_merger" },
    ...{ type: "merger", subType: "stock_and_cash" },
  },
  { list: "spin_offs", kind: "spin_off", type: "spinoff", subType: "spinoff" },
  { list: "forward_splits", kind: "forward_split", type: "split", subType: "stock_split" },
  { list: "reverse_splits", kind: "reverse_split", type: "split", subType: "reverse_split" },
  { list: "unit_splits", kind: "unit_split", type: "split", subType: "unit_split" },
];

/** The kinds of the data API to ask for. */
export function kindsOf(types: readonly AnnouncementType[]): readonly string[] {
  return KINDS.filter(({ type }) => types.includes(type)).map(({ kind }) => kind);
}

/** Writes what a page tells, in the order of the kinds. */
export function announcementsOf(lists: Lists): readonly Announcement[] {
  return KINDS.flatMap(({ list, type, subType }) =>
    lists[list].map((action) => announcementOf(action, type, subType)),
  );
}

/** The date an announcement is filtered by; one that it does not have counts as the day it was processed. */
export function dateOfAnnouncement(announcement: Announcement, by: AnnouncementDate): IsoDate {
  return announcement[by] ?? announcement.effective_date ?? "";
}

function announcementOf(action: Action, type: AnnouncementType, subType: string): Announcement {
  const text = (...names: readonly string[]) => textOf(action, names);
  const symbol = text("symbol", "source_symbol", "acquiree_symbol", "old_symbol");
  const cusip = text("cusip", "source_cusip", "acquiree_cusip", "old_cusip");
  return {
    id: action.id,
    corporate_action_id: text("corporate_action_id") ?? action.id,
    ca_type: type,
    ca_sub_type: subType,
    initiating_symbol: symbol,
    initiating_original_cusip: cusip,
    target_symbol: text("new_symbol", "acquirer_symbol") ?? symbol,
    target_original_cusip: text("new_cusip", "acquirer_cusip") ?? cusip,
    declaration_date: text("declaration_date"),
    effective_date: text("effective_date", "process_date"),
    ex_date: text("ex_date"),
    record_date: text("record_date"),
    payable_date: text("payable_date"),
    cash: subType === "cash" ? text("rate") : text("cash_rate"),
    old_rate: text("old_rate", "source_rate", "acquiree_rate"),
    new_rate: text("new_rate", "acquirer_rate") ?? (subType === "stock" ? text("rate") : null),
  };
}

/** The first of these fields that is there, as text: rates are numbers in market data (§5.3). */
function textOf(action: Action, names: readonly string[]): string | null {
  for (const name of names) {
    const value = action[name];
    if (typeof value === "string" && value !== "") return value;
    if (typeof value === "number") return String(value);
  }
  return null;
}
