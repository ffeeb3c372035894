/**
 * Which world a feed's name asks for, and who may ask (decisions 20): a caller of the delayed world
 * gets it under every name but those of the real-time feeds, which are refused.
 */
import type { DataWorld } from "@/lib/server/data/data-world";
import { findEntitlement } from "@/lib/server/data/entitlement";
import { type FeedName, feedNameOf } from "@/lib/server/market/feed-switches";
import { BadDataQuery, wordOf } from "@/lib/wire/alpaca/data-query";
import type { Refusal } from "@/lib/wire/alpaca/refusal";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { type Call, Refused } from "../call";

type Meaning = FeedKind | "as_entitled" | "not_carried";

const STOCK_FEEDS: { readonly [feed: string]: Meaning } = {
  sip: "real_time",
  iex: "as_entitled",
  delayed_sip: "delayed",
  otc: "not_carried",
  boats: "not_carried",
  overnight: "not_carried",
};
const OPTION_FEEDS: { readonly [feed: string]: Meaning } = {
  opra: "real_time",
  indicative: "delayed",
};

/** The world of a question about stocks. */
export function stockWorld(call: Call): Promise<DataWorld> {
  return worldOf(call, "stock", STOCK_FEEDS);
}

/** The world of a question about options. */
export function optionWorld(call: Call): Promise<DataWorld> {
  return worldOf(call, "option", OPTION_FEEDS);
}

async function worldOf(
  { deps, caller, query }: Call,
  market: "stock" | "option",
  feeds: { readonly [feed: string]: Meaning },
): Promise<DataWorld> {
  const asked = wordOf(query, "feed");
  const meaning = asked === null ? "as_entitled" : feeds[asked];
  if (meaning === undefined) throw new BadDataQuery(`invalid feed: ${asked?.slice(0, 32)}`);
  if (meaning === "not_carried") throw new Refused(notPermitted(`${asked} data`));
  if (meaning === "real_time" && caller.feed === "delayed") {
    throw new Refused(caller.tier === "free" ? recent(asked) : unattested(market));
  }
  const feed = meaning === "as_entitled" ? caller.feed : meaning;
  const entitlement = await findEntitlement(deps, caller, market, { feed });
  if (entitlement.kind !== "granted") throw new Refused(switchedOff(entitlement.feed));
  await deps.marketClock.refresh();
  return { feed, nowMs: deps.marketClock.nowMs(feed) };
}

/** Stops a caller of the delayed world who asks for what happened since its present. */
export function refuseRecent({ caller }: Call, world: DataWorld, endMs: number | null): void {
  const isRecent = endMs !== null && endMs > world.nowMs;
  if (caller.feed === "delayed" && isRecent) throw new Refused(recent("sip"));
}

/** Words of our own: Alpaca has neither case. */
function switchedOff(feed: FeedName): Refusal {
  const message = `market data is not available: the ${feed} feed is switched off`;
  return { status: 403, code: 40310000, message, extras: { reason: "switched_off", feed } };
}

/** A paid plan without its user's word is a delayed one (feed-of.ts). */
function unattested(market: "stock" | "option"): Refusal {
  const feed = feedNameOf(market, "real_time");
  const message =
    "real-time market data needs your word that you are no market professional: " +
    'POST /v1/market-data/attestation {"non_professional": true}, or ask for delayed data';
  return { status: 403, code: 40310000, message, extras: { reason: "not_attested", feed } };
}

function recent(feed: string | null) {
  return notPermitted(`recent ${(feed ?? "sip").toUpperCase()} data`);
}

/** The one 403 whose code is that of a 422 (alpaca-wire.md §5.1). */
export function notPermitted(what: string): Refusal {
  const message = `subscription does not permit querying ${what}`;
  return { status: 403, code: 42210000, message, extras: {} };
}
