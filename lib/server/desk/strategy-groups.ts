/** The strategies an account's positions form, worked out once per state of the account. */
import type { AccountState } from "@/lib/engine/account/account-state";
import { groupPositions, type StrategyGroup } from "@/lib/engine/strategy/group-positions";

/** Quotes move many times between two events of an account; its groups do not. */
const known = new WeakMap<AccountState, readonly StrategyGroup[]>();

/** All positions by the strategies they form; short puts are secured by the account's cash. */
export function strategyGroups(state: AccountState): readonly StrategyGroup[] {
  const { positions, cashMicros } = state;
  const groups = known.get(state) ?? groupPositions(positions.values(), { cashMicros });
  known.set(state, groups);
  return groups;
}

/** Names a group by what it holds, so that it is found again only while it is the same. */
export function groupId({ name, legs }: StrategyGroup): string {
  return [name, ...legs.map(({ symbol, qtyNanos }) => `${symbol}:${qtyNanos}`)].join("|");
}
