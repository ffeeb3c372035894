/** Which options of a group one order can take to another expiry. */
import type { Position } from "@/lib/engine/account/account-state";
import type { OptionSeries } from "@/lib/engine/instrument/instrument";
import type { StrategyGroup } from "@/lib/engine/strategy/group-positions";
import { type ClosingLegs, closingLegs } from "./closing-legs";

/** Two options close and two open: an order has four legs at most. */
const ROLLED_MAX = 2;

interface Rolled {
  readonly from: OptionSeries;
  readonly held: readonly OptionSeries[];
  readonly closing: ClosingLegs;
}

/** The options of a group that one order can roll: one or two of one expiry; null when none can. */
export function rolledLegs({ legs }: Pick<StrategyGroup, "legs">): Rolled | null {
  const options = legs.flatMap((leg) => optionOf(leg));
  const held = options.map(({ instrument }) => instrument);
  const [from] = held;
  if (from === undefined || held.length > ROLLED_MAX) return null;
  if (held.some(({ expiryDate }) => expiryDate !== from.expiryDate)) return null;
  const closing = closingLegs(options);
  return closing === null ? null : { from, held, closing };
}

function optionOf(leg: Position): (Position & { readonly instrument: OptionSeries })[] {
  const { instrument } = leg;
  return instrument.kind === "option" ? [{ ...leg, instrument }] : [];
}
