/** The account and what it can trade: alpaca-wire.md §1.2–1.5 and §1.10–1.13. */
import type { Route } from "../router";
import { getAccount } from "./account";
import { getActivities } from "./activities";
import { getAsset, getAssets } from "./assets";
import { getCalendar, getClock } from "./market-time";
import { getContract, getContracts } from "./option-contracts";

export const ACCOUNT_ROUTES: readonly Route[] = [
  { method: "GET", pattern: "/v2/account", handler: getAccount, priced: true },
  { method: "GET", pattern: "/v2/account/activities", handler: getActivities },
  { method: "GET", pattern: "/v2/account/activities/{type}", handler: getActivities },
  { method: "GET", pattern: "/v2/clock", handler: getClock },
  { method: "GET", pattern: "/v2/calendar", handler: getCalendar },
  { method: "GET", pattern: "/v2/assets", handler: getAssets },
  { method: "GET", pattern: "/v2/assets/{symbol}", handler: getAsset },
  { method: "GET", pattern: "/v2/options/contracts", handler: getContracts },
  { method: "GET", pattern: "/v2/options/contracts/{symbol}", handler: getContract },
];
