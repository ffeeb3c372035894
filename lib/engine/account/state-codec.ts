/** The canonical text of a state: checkpoints store it, replay compares it byte for byte. */
import { canonicalize, parseCanonical } from "../canonical";
import { DEFAULT_SETTINGS, type FillSettings } from "../match/profile/fill-settings";
import type { Order } from "../order/order";
import type { AccountState, Consumption, Position } from "./account-state";
import { consumptionKey } from "./account-state";

type StoredState = Omit<AccountState, "orders" | "positions" | "consumed" | "settings"> & {
  /** Left out by states from before there were settings. */
  readonly settings?: FillSettings;
  readonly orders: readonly Order[];
  readonly positions: readonly Position[];
  readonly consumed: readonly Consumption[];
};

/** What a checkpoint written before the field existed means. */
const DEFAULTS: Pick<AccountState, "fees"> = { fees: "none" };

/** Writes a state; maps become lists in the order of their keys, so equal states give equal bytes. */
export function encodeState(state: AccountState): string {
  const stored: StoredState = {
    ...state,
    orders: sorted(state.orders),
    positions: sorted(state.positions),
    consumed: sorted(state.consumed),
  };
  return canonicalize(stored);
}

/** Reads what `encodeState` wrote. */
export function decodeState(text: string): AccountState {
  const stored = parseCanonical<StoredState>(text);
  return {
    ...DEFAULTS,
    ...stored,
    settings: stored.settings ?? DEFAULT_SETTINGS,
    orders: new Map(stored.orders.map((order) => [order.id, order])),
    positions: new Map(stored.positions.map((position) => [position.symbol, position])),
    consumed: new Map(
      stored.consumed.map((entry) => [consumptionKey(entry.symbol, entry.side), entry]),
    ),
  };
}

function sorted<T>(map: ReadonlyMap<string, T>): T[] {
  return [...map].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value);
}
