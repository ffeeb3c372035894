/**
 * What is known of an underlying beside its quotes: volatility over a year and the next earnings. Only the
 * simulated exchange has them; Alpaca has no source, and then they are unknown (decisions 15).
 */
import { z } from "zod";
import type { IsoDate } from "@/lib/engine/calendar/new-york";
import { latestStockFeed } from "../data/data-world";
import { readUpstream } from "../data/read-upstream";
import type { Caller, Deps } from "../deps";
import { findUpstream } from "../market/find-upstream";

const Facts = z.object({
  implied_volatility: z.number(),
  implied_volatility_closes: z.array(z.number()),
  next_earnings: z
    .object({ date: z.string(), session: z.enum(["before_open", "after_close"]) })
    .nullable(),
  has_earnings: z.boolean(),
});

export interface UnderlyingFacts {
  readonly volatility: number;
  readonly volatilityCloses: readonly number[];
  /** False for funds, which report nothing. */
  readonly hasEarnings: boolean;
  readonly nextEarnings: {
    readonly date: IsoDate;
    readonly session: "before_open" | "after_close";
  } | null;
}

const KEPT_MS = 60_000;
const KEPT_MAX = 500;

interface Kept {
  readonly readAtMs: number;
  readonly facts: Promise<UnderlyingFacts | null>;
}

const kept = new Map<string, Kept>();

/** Null where there is no source, or none that answers. */
export function underlyingFacts(
  deps: Deps,
  caller: Pick<Caller, "feed">,
  symbol: string,
): Promise<UnderlyingFacts | null> {
  const key = `${caller.feed} ${symbol}`;
  const before = kept.get(key);
  const nowMs = deps.clock.nowMs();
  if (before !== undefined && nowMs - before.readAtMs < KEPT_MS) return before.facts;
  const facts = read(deps, caller, symbol).catch((error: unknown) => {
    deps.log.warn({ err: String(error), symbol }, "facts of an underlying are not known");
    return null;
  });
  if (kept.size >= KEPT_MAX) kept.clear();
  kept.set(key, { readAtMs: nowMs, facts });
  return facts;
}

async function read(
  deps: Deps,
  { feed }: Pick<Caller, "feed">,
  symbol: string,
): Promise<UnderlyingFacts | null> {
  if (deps.marketClock.market !== "sim") return null;
  const upstream = await findUpstream(deps);
  const world = { feed, nowMs: deps.marketClock.nowMs(feed) };
  const question = {
    path: `/v1beta1/underlyings/${encodeURIComponent(symbol)}`,
    params: { feed: latestStockFeed(upstream, world) },
  };
  const found = await readUpstream(deps, upstream, question, Facts);
  return {
    volatility: found.implied_volatility,
    volatilityCloses: found.implied_volatility_closes,
    hasEarnings: found.has_earnings,
    nextEarnings: found.next_earnings,
  };
}
