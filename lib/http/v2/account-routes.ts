/** The account and what it can trade: alpaca-wire.md §1.2–1.5 and §1.10–1.13. */
import { z } from "zod";
import { CALENDAR_DATE_TYPES, CalendarDay } from "@/lib/wire/alpaca/calendar";
import { Clock } from "@/lib/wire/alpaca/clock";
import type { Contract } from "../contract";
import type { Route } from "../router";
import { getAccount } from "./account";
import { getActivities } from "./activities";
import { getAsset, getAssets } from "./assets";
import { getCalendar, getClock } from "./market-time";
import { getContract, getContracts } from "./option-contracts";

const CLOCK: Contract = {
  summary: "Whether the market is open, in the market time of the account's feed",
  tag: "Market time",
  answers: { 200: Clock },
};
const CALENDAR: Contract = {
  summary: "Trading days with their sessions",
  tag: "Market time",
  query: z.object({
    start: z.iso.date().optional(),
    end: z.iso.date().optional(),
    date_type: z.enum(CALENDAR_DATE_TYPES).optional(),
  }),
  answers: { 200: z.array(CalendarDay) },
};

export const ACCOUNT_ROUTES: readonly Route[] = [
  { method: "GET", pattern: "/v2/account", scope: "read", handler: getAccount, priced: true },
  { method: "GET", pattern: "/v2/account/activities", scope: "read", handler: getActivities },
  {
    method: "GET",
    pattern: "/v2/account/activities/{type}",
    scope: "read",
    handler: getActivities,
  },
  { method: "GET", pattern: "/v2/clock", scope: "read", handler: getClock, contract: CLOCK },
  {
    method: "GET",
    pattern: "/v2/calendar",
    scope: "read",
    handler: getCalendar,
    contract: CALENDAR,
  },
  { method: "GET", pattern: "/v2/assets", scope: "read", handler: getAssets },
  { method: "GET", pattern: "/v2/assets/{symbol}", scope: "read", handler: getAsset },
  { method: "GET", pattern: "/v2/options/contracts", scope: "read", handler: getContracts },
  { method: "GET", pattern: "/v2/options/contracts/{symbol}", scope: "read", handler: getContract },
];
