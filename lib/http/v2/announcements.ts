/** GET /v2/corporate_actions/announcements and …/{id} (alpaca-wire.md §1.13). */
import { daysBetween } from "@/lib/engine/calendar/new-york";
import { findAnnouncement, listAnnouncements } from "@/lib/server/market/announcements";
import { ANNOUNCEMENT_DATES, ANNOUNCEMENT_TYPES, kindsOf } from "@/lib/wire/alpaca/announcement";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { type Call, type Handler, ok, param, refused, refuseField } from "../call";
import { dateOf, optionalChoiceOf, wordOf, wordsOf } from "./query";

const DAYS_MAX = 90;
const ID = /^[A-Za-z0-9-]{1,64}$/;

/** Lists what is announced within at most 90 days. */
export const getAnnouncements: Handler = async (call) =>
  ok(await listAnnouncements(call.deps, { ...datesOf(call), ...termsOf(call) }));

/** One announcement. */
export const getAnnouncement: Handler = async (call) => {
  const id = param(call, "id");
  const found = ID.test(id) ? await findAnnouncement(call.deps, id) : null;
  return found === null
    ? refused(notFound(`announcement not found for ${id.slice(0, 64)}`))
    : ok(found);
};

function termsOf({ query }: Call) {
  const types = wordsOf(query, "ca_types").map((word) => word.toLowerCase());
  if (types.length === 0) return refuseField("ca_types is required");
  const known = ANNOUNCEMENT_TYPES.filter((type) => types.includes(type));
  if (known.length < new Set(types).size) return refuseField("invalid ca_types");
  return {
    kinds: kindsOf(known),
    by: optionalChoiceOf(query, "date_type", ANNOUNCEMENT_DATES) ?? "ex_date",
    symbol: wordOf(query, "symbol"),
    cusip: wordOf(query, "cusip"),
  };
}

function datesOf({ query }: Call) {
  const since = dateOf(query, "since");
  const until = dateOf(query, "until");
  if (since === null || until === null) {
    return refuseField("invalid param: both since & until required");
  }
  if (until < since) return refuseField("until must not be before since");
  return daysBetween(since, until) <= DAYS_MAX
    ? { since, until }
    : refuseField(`since and until must be within ${DAYS_MAX} days`);
}
