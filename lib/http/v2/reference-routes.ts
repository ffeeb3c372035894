/** What can be traded, and when: alpaca-wire.md §1.10, §1.11 and §1.13. */
import { z } from "zod";
import {
  ANNOUNCEMENT_DATES,
  ANNOUNCEMENT_TYPES,
  Announcement,
} from "@/lib/wire/alpaca/announcement";
import { ASSET_CLASSES, AssetBody, EXCHANGES } from "@/lib/wire/alpaca/asset";
import { CALENDAR_DATE_TYPES, CalendarDay } from "@/lib/wire/alpaca/calendar";
import { Clock } from "@/lib/wire/alpaca/clock";
import { ContractBody, ContractPage } from "@/lib/wire/alpaca/contract";
import { DecimalText } from "@/lib/wire/alpaca/decimal-text";
import { Instant } from "@/lib/wire/alpaca/instant";
import { MarketCalendar, MarketClocks } from "@/lib/wire/alpaca/market-session";
import type { Route } from "../router";
import { getAnnouncement, getAnnouncements } from "./announcements";
import { getAsset, getAssets } from "./assets";
import { getMarketCalendar, getMarketClocks } from "./market-session";
import { getCalendar, getClock } from "./market-time";
import { getContract, getContracts } from "./option-contracts";

const ContractQuery = z.object({
  underlying_symbols: z.array(z.string()).optional(),
  status: z.enum(["active", "inactive"]).optional(),
  expiration_date: z.iso.date().optional(),
  expiration_date_gte: z.iso.date().optional(),
  expiration_date_lte: z.iso.date().optional(),
  root_symbol: z.string().optional(),
  type: z.enum(["call", "put"]).optional(),
  style: z.enum(["american", "european"]).optional(),
  strike_price_gte: DecimalText.optional(),
  strike_price_lte: DecimalText.optional(),
  ppind: z.boolean().optional(),
  show_deliverables: z.boolean().optional(),
  limit: z.int().min(1).max(10_000).optional(),
  page_token: z.string().optional(),
});

export const REFERENCE_ROUTES: readonly Route[] = [
  {
    ...{ method: "GET", pattern: "/v2/clock", scope: "read", handler: getClock },
    contract: {
      summary: "Whether the market is open, in the market time of the account's feed",
      tag: "Market time",
      answers: { 200: Clock },
    },
  },
  {
    ...{ method: "GET", pattern: "/v2/calendar", scope: "read", handler: getCalendar },
    contract: {
      summary: "Trading days with their sessions",
      tag: "Market time",
      query: z.object({
        start: z.iso.date().optional(),
        end: z.iso.date().optional(),
        date_type: z.enum(CALENDAR_DATE_TYPES).optional(),
      }),
      answers: { 200: z.array(CalendarDay) },
    },
  },
  {
    ...{ method: "GET", pattern: "/v3/clock", scope: "read", handler: getMarketClocks },
    contract: {
      summary: "The clocks of the US markets, with the running phase",
      tag: "Market time",
      query: z.object({
        markets: z.array(z.string()).optional(),
        time: Instant.optional(),
      }),
      answers: { 200: MarketClocks },
    },
  },
  {
    ...{ method: "GET", pattern: "/v3/calendar/{market}", scope: "read" },
    handler: getMarketCalendar,
    contract: {
      summary: "The trading days of a market with all their sessions",
      tag: "Market time",
      params: z.object({ market: z.string().describe("NYSE, NASDAQ, IEX or OPRA, or a MIC") }),
      query: z.object({
        start: z.iso.date().optional(),
        end: z.iso.date().optional(),
        timezone: z.enum(["UTC"]).optional(),
      }),
      answers: { 200: MarketCalendar },
    },
  },
  {
    ...{ method: "GET", pattern: "/v2/assets", scope: "read", handler: getAssets },
    contract: {
      summary: "All stocks and ETFs that pass the filters, unpaged",
      tag: "Assets",
      query: z.object({
        status: z.enum(["active", "inactive"]).optional(),
        asset_class: z.enum(ASSET_CLASSES).optional(),
        exchange: z.enum(EXCHANGES).optional(),
        attributes: z.array(z.string()).optional().describe("Any of these"),
      }),
      answers: { 200: z.array(AssetBody) },
    },
  },
  {
    ...{ method: "GET", pattern: "/v2/assets/{symbol}", scope: "read", handler: getAsset },
    contract: {
      summary: "One asset by its symbol, id or CUSIP",
      tag: "Assets",
      params: z.object({ symbol: z.string() }),
      answers: { 200: AssetBody },
    },
  },
  {
    ...{ method: "GET", pattern: "/v2/options/contracts", scope: "read", handler: getContracts },
    contract: {
      summary: "Option contracts a page at a time; without an expiry, those until the next weekend",
      tag: "Assets",
      query: ContractQuery,
      answers: { 200: ContractPage },
    },
  },
  {
    ...{ method: "GET", pattern: "/v2/options/contracts/{symbol}", scope: "read" },
    handler: getContract,
    contract: {
      summary: "One option contract by its symbol or id",
      tag: "Assets",
      params: z.object({ symbol: z.string() }),
      answers: { 200: ContractBody },
    },
  },
  {
    ...{ method: "GET", pattern: "/v2/corporate_actions/announcements", scope: "read" },
    handler: getAnnouncements,
    contract: {
      summary: "Announced dividends, splits, spin-offs and mergers within 90 days",
      tag: "Corporate actions",
      query: z.object({
        ca_types: z.array(z.enum(ANNOUNCEMENT_TYPES)),
        since: z.iso.date(),
        until: z.iso.date(),
        symbol: z.string().optional(),
        cusip: z.string().optional(),
        date_type: z.enum(ANNOUNCEMENT_DATES).optional(),
      }),
      answers: { 200: z.array(Announcement) },
    },
  },
  {
    ...{ method: "GET", pattern: "/v2/corporate_actions/announcements/{id}", scope: "read" },
    handler: getAnnouncement,
    contract: {
      summary: "One announcement",
      tag: "Corporate actions",
      params: z.object({ id: z.string() }),
      answers: { 200: Announcement },
    },
  },
];
