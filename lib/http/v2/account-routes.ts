/** The account: alpaca-wire.md §1.2–1.5. */
import { z } from "zod";
import { AccountBody } from "@/lib/wire/alpaca/account-body";
import { AccountConfiguration, ConfigurationChange } from "@/lib/wire/alpaca/account-configuration";
import { ACTIVITY_TYPES, ActivityBody } from "@/lib/wire/alpaca/activity-body";
import { Instant } from "@/lib/wire/alpaca/instant";
import { PortfolioHistory, TIMEFRAMES } from "@/lib/wire/alpaca/portfolio-history";
import type { Route } from "../router";
import { getAccount } from "./account";
import { getConfiguration, patchConfiguration } from "./account-configuration";
import { getActivities } from "./activities";
import { getPortfolioHistory } from "./portfolio-history";

const tag = "Account";
const ActivityQuery = z.object({
  order_id: z.uuid().optional(),
  date: Instant.optional(),
  after: Instant.optional(),
  until: Instant.optional(),
  direction: z.enum(["desc", "asc"]).optional(),
  page_size: z.int().min(1).max(100).optional(),
  page_token: z.string().optional().describe("The id of the last activity of the page before"),
});

export const ACCOUNT_ROUTES: readonly Route[] = [
  {
    ...{ method: "GET", pattern: "/v2/account", scope: "read", handler: getAccount, priced: true },
    contract: {
      ...{ tag, summary: "What the account holds, is worth and may still spend" },
      answers: { 200: AccountBody },
    },
  },
  {
    ...{ method: "GET", pattern: "/v2/account/configurations", scope: "read" },
    handler: getConfiguration,
    contract: {
      ...{ tag, summary: "What the owner keeps the account from" },
      answers: { 200: AccountConfiguration },
    },
  },
  {
    ...{ method: "PATCH", pattern: "/v2/account/configurations", scope: "account:write" },
    handler: patchConfiguration,
    contract: {
      ...{ tag, summary: "Change what the body names; the next order is decided under it" },
      body: ConfigurationChange,
      answers: { 200: AccountConfiguration },
    },
  },
  {
    ...{ method: "GET", pattern: "/v2/account/activities", scope: "read", handler: getActivities },
    contract: {
      ...{ tag, summary: "Fills, and everything else that moved the account" },
      query: ActivityQuery.extend({
        activity_types: z.array(z.enum(ACTIVITY_TYPES)).optional(),
        category: z.enum(["trade_activity", "non_trade_activity"]).optional(),
      }),
      answers: { 200: z.array(ActivityBody) },
    },
  },
  {
    ...{ method: "GET", pattern: "/v2/account/activities/{type}", scope: "read" },
    handler: getActivities,
    contract: {
      ...{ tag, summary: "Activities of one type" },
      params: z.object({ type: z.enum(ACTIVITY_TYPES) }),
      query: ActivityQuery,
      answers: { 200: z.array(ActivityBody) },
    },
  },
  {
    ...{ method: "GET", pattern: "/v2/account/portfolio/history", scope: "read", priced: true },
    handler: getPortfolioHistory,
    contract: {
      ...{ tag, summary: "The account's equity over time" },
      query: z.object({
        period: z
          .string()
          .regex(/^[1-9][0-9]{0,3}[DWMA]$/)
          .optional(),
        timeframe: z.enum(TIMEFRAMES).optional(),
        start: Instant.optional(),
        end: Instant.optional(),
        intraday_reporting: z.enum(["market_hours", "extended_hours", "continuous"]).optional(),
        extended_hours: z.boolean().optional().describe("Older word for intraday_reporting"),
        pnl_reset: z.enum(["per_day", "no_reset"]).optional(),
        cashflow_types: z.array(z.enum([...ACTIVITY_TYPES, "ALL", "NONE"])).optional(),
      }),
      answers: { 200: PortfolioHistory },
    },
  },
];
