/**
 * Which prints make a last sale: only these set a stop off, raise a trailing stop's mark, or stand in
 * for an auction that was never printed.
 *
 * A print may carry several sale conditions and needs every one of them to be eligible. Conditions the
 * tapes call conditional (late, prior reference price, out of sequence: they update the last
 * sale only when nothing else has) do not count here, and neither does one we do not know: no stop
 * should go off on a price that may be old.
 *
 * Sources, read 2026-11-21: CTA CTS and UTP UTDF specifications, tables of sale conditions and what
 * they update, as mapped by dxFeed (docs.dxfeed.com/misc/dxFeed_TimeAndSale_Sale_Conditions) and
 * listed by Interactive Brokers (tradeConditions.php, CTS and UTDF); engine.md §3.
 */
import type { Trade } from "./trade";

/** Opening prints count: they are the first last sale of the day. */
const CTA: ReadonlySet<string> = new Set([
  "", // regular
  "@", // regular
  "E", // automatic execution
  "F", // intermarket sweep
  "K", // rule 127 or 155
  "O", // market center opening trade
  "X", // cross
  "5", // market center reopening trade
  "6", // market center closing trade
]);

const UTP: ReadonlySet<string> = new Set([
  "", // regular
  "@", // regular
  "A", // acquisition
  "B", // bunched
  "D", // distribution
  "F", // intermarket sweep
  "K", // rule 155
  "O", // opening print
  "S", // split
  "X", // cross
  "Y", // yellow flag
  "1", // stopped stock, regular
  "5", // reopening print
  "6", // closing print
]);

const NONE: ReadonlySet<string> = new Set();

/** Options go by quotes (engine.md §3), so no print of OPRA is asked about. */
const ELIGIBLE: { readonly [T in Trade["tape"]]: ReadonlySet<string> } = {
  A: CTA,
  B: CTA,
  C: UTP,
  O: NONE,
};

/** Whether a print is one the consolidated last sale is taken from. */
export function makesLastSale({ tape, conditions }: Trade): boolean {
  return tape !== "O" && conditions.every((condition) => ELIGIBLE[tape].has(condition.trim()));
}
