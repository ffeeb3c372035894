/** Which symbols a decision may ask a quote of: the order's, the holdings', and what these deliver. */
import type { AccountState } from "@/lib/engine/account/account-state";
import type { Command } from "@/lib/engine/account/command";
import { type Instrument, symbolsTouched } from "@/lib/engine/instrument/instrument";

/** Collects the symbols of a state and a command. */
export function symbolsOf(state: AccountState, command: Command | null): ReadonlySet<string> {
  const symbols = new Set<string>();
  const add = (instrument: Instrument) => {
    symbols.add(instrument.symbol);
    for (const touched of symbolsTouched(instrument)) symbols.add(touched);
  };
  for (const position of state.positions.values()) add(position.instrument);
  for (const order of state.orders.values()) for (const leg of order.legs) add(leg.instrument);
  if (command?.type === "submit_order") for (const leg of command.draft.legs) add(leg.instrument);
  return symbols;
}
