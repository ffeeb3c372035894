/**
 * The one world a user lives in: real time on a paid plan, once they gave their word to be no market
 * professional; everybody else lives 15 minutes behind in everything (decisions 10, 20, 35). Whatever shows,
 * streams, decides or fills for a user takes its feed from here.
 */
import type pg from "pg";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { systemClock } from "../clock";
import type { Caller } from "../deps";
import { attestedAt } from "./attestation";

/** As a web process sees it, which remembers a word that was given. */
export async function feedOf(
  webPool: pg.Pool,
  { userId, tier }: Pick<Caller, "userId" | "tier">,
): Promise<FeedKind> {
  if (tier === "free") return "delayed";
  const atMs = await attestedAt({ webPool, clock: systemClock }, userId);
  return atMs === null ? "delayed" : "real_time";
}

/** The same in a query of the worker, whose user is `u`. */
export const FEED_SQL = `CASE WHEN u.tier <> 'free'
  AND EXISTS (SELECT 1 FROM data_attestations w WHERE w.user_id = u.id)
  THEN 'real_time' ELSE 'delayed' END`;
