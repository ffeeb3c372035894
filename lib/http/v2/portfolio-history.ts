/** GET /v2/account/portfolio/history (alpaca-wire.md §1.5). */
import { addMonths } from "@/lib/engine/calendar/add-months";
import { addDays, daysBetween, type IsoDate, newYorkOf } from "@/lib/engine/calendar/new-york";
import type { IntradayReporting } from "@/lib/server/history/history-steps";
import { portfolioHistoryOf } from "@/lib/server/history/portfolio-history";
import { ACTIVITY_TYPES } from "@/lib/wire/alpaca/activity-body";
import {
  type HistoryTimeframe,
  portfolioHistory,
  TIMEFRAMES,
} from "@/lib/wire/alpaca/portfolio-history";
import { type Call, type Handler, ok, refuseField } from "../call";
import { choiceOf, dateOf, flagOf, given, optionalChoiceOf, wordsOf } from "./query";

const PERIOD = /^([1-9][0-9]{0,3}[DWM]|[1-9][0-9]?A)$/;
/** Short steps go with short spans: this bounds how long a list may be. */
const DAYS_MAX: { readonly [T in HistoryTimeframe]: number } = {
  "1Min": 7,
  "5Min": 30,
  "15Min": 30,
  "1H": 30,
  "1D": Number.POSITIVE_INFINITY,
};

/** The account's equity over time. */
export const getPortfolioHistory: Handler = async (call) => {
  const { deps, caller, query } = call;
  await deps.marketClock.refresh();
  const span = spanOf(query, newYorkOf(deps.marketClock.nowMs(caller.feed)).date);
  const facts = await portfolioHistoryOf(deps, caller, {
    ...span,
    timeframe: timeframeOf(query, span),
    reporting: reportingOf(query),
    pnlReset: choiceOf(query, "pnl_reset", ["per_day", "no_reset"]),
    cashflowTypes: cashflowTypesOf(call),
  });
  return ok(portfolioHistory(facts));
};

interface Span {
  readonly from: IsoDate;
  readonly until: IsoDate;
}

/** At most two of start, end and period; a period ends today unless one of the others says where. */
function spanOf(query: URLSearchParams, today: IsoDate): Span {
  const start = dateOf(query, "start");
  const end = dateOf(query, "end");
  const period = given(query, "period");
  if (start !== null && end !== null && period !== null) {
    return refuseField("only two of start, end and period are accepted");
  }
  if (start !== null && period !== null) {
    return checked({ from: start, until: later(start, period, 1) }, today);
  }
  const until = end ?? today;
  return checked({ from: start ?? later(until, period ?? "1M", -1), until }, today);
}

function checked({ from, until }: Span, today: IsoDate): Span {
  if (until < from) return refuseField("end must not be before start");
  const span = { from, until: until > today ? today : until };
  return span.from > span.until ? { from: today, until: today } : span;
}

function later(date: IsoDate, period: string, sign: 1 | -1): IsoDate {
  const unit = PERIOD.test(period) ? period.slice(-1) : refuseField("invalid period");
  const count = sign * Number(period.slice(0, -1));
  if (unit === "D") return addDays(date, count);
  if (unit === "W") return addDays(date, 7 * count);
  return addMonths(date, unit === "A" ? 12 * count : count);
}

function timeframeOf(query: URLSearchParams, { from, until }: Span): HistoryTimeframe {
  const days = daysBetween(from, until);
  const asked = optionalChoiceOf(query, "timeframe", TIMEFRAMES);
  if (asked === null) return days < 7 ? "1Min" : days < 30 ? "15Min" : "1D";
  if (days <= DAYS_MAX[asked]) return asked;
  return refuseField(`timeframe ${asked} goes with at most ${DAYS_MAX[asked]} days`);
}

/** The flag is older than the parameter and means one of its values. */
function reportingOf(query: URLSearchParams): IntradayReporting {
  const asked = optionalChoiceOf(query, "intraday_reporting", [
    "market_hours",
    "extended_hours",
    "continuous",
  ]);
  const isExtended = flagOf(query, "extended_hours", false);
  return asked ?? (isExtended ? "extended_hours" : "market_hours");
}

function cashflowTypesOf({ query }: Call): readonly string[] | null {
  const types = wordsOf(query, "cashflow_types");
  if (types.includes("ALL")) return null;
  const named = types.filter((type) => type !== "NONE");
  const unknown = named.find((type) => !ACTIVITY_TYPES.includes(type));
  return unknown === undefined ? named : refuseField(`invalid cashflow_types: ${unknown}`);
}
