/** What an event did to the positions of an account: what it opened or enlarged, what it closed or reduced. */
import type { Position } from "../account/account-state";
import { absNanos, ZERO_NANOS } from "../money";

export interface PositionChange {
  readonly symbol: string;
  /** Null when there was none, or is none now. */
  readonly before: Position | null;
  readonly after: Position | null;
  readonly opens: boolean;
  readonly closes: boolean;
}

type Positions = ReadonlyMap<string, Position>;

/** The changes by symbol; a change of cost alone neither opens nor closes. */
export function positionChanges(before: Positions, after: Positions): readonly PositionChange[] {
  if (before === after) return [];
  const symbols = [...new Set([...before.keys(), ...after.keys()])].sort();
  return symbols.flatMap((symbol) => {
    const [was, is] = [before.get(symbol) ?? null, after.get(symbol) ?? null];
    return was === is ? [] : [changeOf(symbol, was, is)];
  });
}

function changeOf(symbol: string, before: Position | null, after: Position | null): PositionChange {
  const was = before?.qtyNanos ?? ZERO_NANOS;
  const is = after?.qtyNanos ?? ZERO_NANOS;
  const turned = was * is < 0n;
  const grew = absNanos(is) > absNanos(was);
  return {
    symbol,
    before,
    after,
    opens: turned || grew,
    closes: turned || (!grew && was !== is),
  };
}
