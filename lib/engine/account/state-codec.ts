/** The canonical text of a state: checkpoints store it, replay compares it byte for byte. */
import type { ActionMark, HeldAction, Receivable } from "../action/action-state";
import { canonicalize, parseCanonical } from "../canonical";
import type { Lot, Lots } from "../ledger/lot";
import { type LifecycleState, NEW_LIFECYCLE } from "../lifecycle/lifecycle-state";
import { NEW_MARGIN } from "../margin/margin-state";
import { type Consumption, consumptionKey } from "../market/consumption";
import { DEFAULT_SETTINGS, type FillSettings } from "../match/profile/fill-settings";
import { ZERO_MICROS } from "../money";
import type { Order } from "../order/order";
import { OrderMap } from "../order/order-map";
import type { AccountState, Position } from "./account-state";
import { NO_CHOICES } from "./owner-choices";

type MapKey =
  | "orders"
  | "positions"
  | "consumed"
  | "lots"
  | "receivables"
  | "actionMarks"
  | "heldActions";

export type StoredState = Omit<AccountState, MapKey | "settings" | "lifecycle"> & {
  /** Left out by states from before there were settings. */
  readonly settings?: FillSettings;
  readonly orders: readonly Order[];
  readonly positions: readonly Position[];
  readonly consumed: readonly Consumption[];
  /** Left out, with the life, by states from before positions had lots. */
  readonly lots?: readonly { readonly symbol: string; readonly lots: readonly Lot[] }[];
  readonly lifecycle?: LifecycleState;
  /** Left out by states from before there were corporate actions. */
  readonly receivables?: readonly Receivable[];
  readonly actionMarks?: readonly ActionMark[];
  readonly heldActions?: readonly HeldAction[];
};

/** What a checkpoint written before the field existed means. */
const DEFAULTS: Pick<AccountState, "fees" | "dividendsMicros" | "margin" | "choices"> = {
  fees: "none",
  dividendsMicros: ZERO_MICROS,
  margin: NEW_MARGIN,
  choices: NO_CHOICES,
};

/** Writes a state; maps become lists in the order of their keys, so equal states give equal bytes. */
export function encodeState(state: AccountState): string {
  return canonicalize(toStored(state));
}

/** A state as plain data, in the order that canonical text wants. */
export function toStored(state: AccountState): StoredState {
  return {
    ...state,
    orders: sorted(state.orders),
    positions: sorted(state.positions),
    consumed: sorted(state.consumed),
    receivables: sorted(state.receivables),
    actionMarks: sorted(state.actionMarks),
    heldActions: sorted(state.heldActions),
    lots: [...state.lots.keys()]
      .sort()
      .map((symbol) => ({ symbol, lots: state.lots.get(symbol) ?? [] })),
  };
}

/** Reads what `encodeState` wrote. */
export function decodeState(text: string): AccountState {
  return fromStored(parseCanonical<StoredState>(text));
}

/** The state of plain data; what older code did not store gets what it was then. */
export function fromStored(stored: StoredState): AccountState {
  return {
    ...DEFAULTS,
    ...stored,
    settings: stored.settings ?? DEFAULT_SETTINGS,
    lifecycle: stored.lifecycle ?? NEW_LIFECYCLE,
    lots: lotsOf(stored),
    orders: OrderMap.of(stored.orders),
    positions: new Map(stored.positions.map((position) => [position.symbol, position])),
    consumed: new Map(stored.consumed.map((entry) => [consumptionKey(entry), entry])),
    receivables: new Map(stored.receivables?.map((item) => [item.actionId, item])),
    actionMarks: new Map(stored.actionMarks?.map((mark) => [mark.symbol, mark])),
    heldActions: new Map(stored.heldActions?.map((held) => [held.actionId, held])),
  };
}

/** Positions from before there were lots are one lot each, opened with the account. */
function lotsOf({ lots, positions, openedAtMs }: StoredState): Lots {
  if (lots !== undefined) return new Map(lots.map((entry) => [entry.symbol, entry.lots]));
  return new Map(
    positions.map(({ symbol, qtyNanos, costMicros }) => {
      return [symbol, [{ openedAtMs, qtyNanos, costMicros }]];
    }),
  );
}

function sorted<T>(map: ReadonlyMap<string, T>): T[] {
  const values: T[] = [];
  for (const key of [...map.keys()].sort()) values.push(map.get(key) as T);
  return values;
}
