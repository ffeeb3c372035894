/** Streams over HTTP: alpaca-wire.md §1.4 and §4.1. */
import type { Route } from "../router";
import { streamActivities, streamTrades } from "./events";

export const EVENT_ROUTES: readonly Route[] = [
  { method: "GET", pattern: "/v2/events/trades", scope: "read", handler: streamTrades },
  {
    method: "GET",
    pattern: "/v2beta1/events/activities",
    scope: "read",
    handler: streamActivities,
  },
];
