/** Streams over HTTP: alpaca-wire.md §1.4 and §4.1. */
import { z } from "zod";
import { Instant } from "@/lib/wire/alpaca/instant";
import type { Contract } from "../contract";
import type { Route } from "../router";
import { streamActivities, streamTrades } from "./events";

/** One message; its id goes into since_id, or into Last-Event-ID, to go on after it. */
const STREAM: Omit<Contract, "summary"> = {
  tag: "Streams",
  query: z.object({
    since: Instant.optional(),
    until: Instant.optional(),
    since_id: z.string().optional(),
    until_id: z.string().optional(),
  }),
  answers: { 200: z.looseObject({ event_id: z.string() }) },
  mediaType: "text/event-stream",
};

export const EVENT_ROUTES: readonly Route[] = [
  {
    ...{ method: "GET", pattern: "/v2/events/trades", scope: "read", handler: streamTrades },
    contract: { ...STREAM, summary: "What happens to the account's orders" },
  },
  {
    ...{ method: "GET", pattern: "/v2beta1/events/activities", scope: "read" },
    ...{ handler: streamActivities },
    contract: { ...STREAM, summary: "The account's activities, those of options among them" },
  },
];
