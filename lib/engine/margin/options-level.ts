/**
 * What the options level of an account lets it open: the one the policy `alpaca` approves, and under
 * any policy the limit its owner chose. Closing is always let through.
 *
 * Level 1: covered calls and cash-secured puts. Level 2: buying as well. Level 3: multi-leg orders,
 * each short of which is covered by a leg that the same order opens and that lives as long.
 *
 * Source: alpaca-wire.md §2.8 and §2.10, read 2026-11-21.
 */
import type { AccountState } from "../account/account-state";
import { type OrderLeg, opens } from "../order/order";
import type { Rejection } from "../order/rejection";
import type { OptionsLevel } from "./margin-state";
import type { PricedOrder } from "./order-effect";

/** The refusal, or null when the level is enough or the policy knows no levels. */
export function findLevelRejection(
  account: Pick<AccountState, "policy" | "margin" | "choices">,
  { orderClass, legs }: PricedOrder,
): Rejection | null {
  if (!hasLevels(account)) return null;
  const opened = legs.filter((leg) => leg.instrument.kind === "option" && opens(leg));
  if (opened.length === 0) return null;
  const optionsLevel = tradingLevel(account);
  const needs = neededLevel(orderClass === "mleg", opened);
  if (optionsLevel < needs) return { code: "options_level", level: optionsLevel, needs };
  const covered = orderClass === "simple" || areCovered(legs);
  return covered ? null : { code: "mleg_uncovered" };
}

/** What the account's policy lets it trade: Reg T knows no levels. */
export function approvedLevel({
  policy,
  margin,
}: Pick<AccountState, "policy" | "margin">): OptionsLevel {
  return policy === "alpaca" ? margin.optionsLevel : 3;
}

/** The level that counts: the lower of what is approved and what the owner wants. */
export function tradingLevel(
  account: Pick<AccountState, "policy" | "margin" | "choices">,
): OptionsLevel {
  const approved = approvedLevel(account);
  const { optionsLevelMax } = account.choices;
  return approved < optionsLevelMax ? approved : optionsLevelMax;
}

/** Under Reg T an account has all levels, unless its owner wants fewer. */
export function hasLevels({ policy, choices }: Pick<AccountState, "policy" | "choices">): boolean {
  return policy === "alpaca" || choices.optionsLevelMax < 3;
}

function neededLevel(isMultiLeg: boolean, opened: readonly OrderLeg[]): OptionsLevel {
  if (isMultiLeg) return 3;
  return opened.some(({ side }) => side === "buy") ? 2 : 1;
}

/** Each short that opens has a long of the order that opens, of its right, and lives as long; stock covers calls. */
function areCovered(legs: readonly OrderLeg[]): boolean {
  return (["call", "put"] as const).every((right) => {
    const shares = right === "call" ? sharesBought(legs) : 0;
    return expiriesOf(legs).every((expiry) => {
      const living = legs.filter(
        ({ instrument }) =>
          instrument.kind === "option" &&
          instrument.right === right &&
          instrument.expiryDate >= expiry,
      );
      const count = (intent: OrderLeg["intent"]) =>
        living.reduce((sum, leg) => sum + (leg.intent === intent ? leg.ratio : 0), 0);
      return count("sell_to_open") <= count("buy_to_open") + shares;
    });
  });
}

function sharesBought(legs: readonly OrderLeg[]): number {
  const stock = legs.find(({ instrument, side }) => instrument.kind === "equity" && side === "buy");
  return stock === undefined ? 0 : Math.floor(stock.ratio / 100);
}

function expiriesOf(legs: readonly OrderLeg[]): readonly string[] {
  return legs.flatMap(({ instrument }) =>
    instrument.kind === "option" ? [instrument.expiryDate] : [],
  );
}
