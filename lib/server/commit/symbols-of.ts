/** Which symbols a decision may ask a quote of: the order's, the holdings', and what these deliver. */
import type { AccountState } from "@/lib/engine/account/account-state";
import type { Command } from "@/lib/engine/account/command";
import { type Instrument, symbolsTouched } from "@/lib/engine/instrument/instrument";

/** Collects the symbols of a state and a command. */
export function symbolsOf(state: AccountState, command: Command | null): ReadonlySet<string> {
  const symbols = new Set<string>();
  addSymbols(symbols, state, command);
  return symbols;
}

/** Collects them beside others. */
export function addSymbols(
  symbols: Set<string>,
  state: AccountState,
  command: Command | null,
): void {
  for (const position of state.positions.values()) add(symbols, position.instrument);
  for (const { legs } of state.orders.values()) {
    for (const { instrument } of legs) add(symbols, instrument);
  }
  if (command?.type !== "submit_order") return;
  for (const { instrument } of command.draft.legs) add(symbols, instrument);
}

function add(symbols: Set<string>, instrument: Instrument): void {
  symbols.add(instrument.symbol);
  if (instrument.kind === "equity") return; // touches itself alone
  for (const touched of symbolsTouched(instrument)) symbols.add(touched);
}
