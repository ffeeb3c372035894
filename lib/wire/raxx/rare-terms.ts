/** What few orders have, as screens show it. */
export interface RareTermsView {
  /** The price that sets it off; of a trailing stop, where its best price has brought it. */
  readonly stop: string | null;
  /** How far a trailing stop stays behind: "1.50" dollars or "2.5%". */
  readonly trail: string | null;
  /** Dollars asked for instead of a quantity. */
  readonly notional: string | null;
  readonly extendedHours: boolean;
  /** What was sent as one with it: orders of one group have the same id. */
  readonly group: {
    readonly id: string;
    readonly kind: "bracket" | "oco" | "oto";
    readonly role: "entry" | "take_profit" | "stop_loss";
  } | null;
  readonly replaces: string | null;
  readonly replacedBy: string | null;
}
