/** Whether a caller may be given data of a feed now: one an operator switched off is nobody's. */
import type { Caller, Deps } from "../deps";
import { type FeedName, feedNameOf, feedSwitches } from "../market/feed-switches";
import type { DataWorld } from "./data-world";
import { recordUsage } from "./usage";

export type Entitlement =
  | { readonly kind: "granted"; readonly feed: FeedName }
  | { readonly kind: "switched_off"; readonly feed: FeedName };

/** Decides, and writes a grant down for the monthly report. */
export async function findEntitlement(
  deps: Deps,
  { userId }: Pick<Caller, "userId">,
  market: "stock" | "option",
  world: Pick<DataWorld, "feed">,
): Promise<Entitlement> {
  const feed = feedNameOf(market, world.feed);
  const switches = feedSwitches(deps.webPool, deps.clock);
  await switches.refresh();
  if (switches.isOff(feed)) return { kind: "switched_off", feed };
  recordUsage(deps, userId, feed);
  return { kind: "granted", feed };
}
