/**
 * Fills a ticket with a strategy: on the underlying the trader chose, or as an example on one that
 * suits a newcomer (experience.md §4.9). Both are to be edited, never recommendations.
 */
import { units } from "@/lib/engine/money";
import type { ExampleView } from "@/lib/wire/raxx/preview";
import type { StrategyRequest } from "@/lib/wire/raxx/strategies";
import type { TicketLeg, TicketOrder } from "@/lib/wire/raxx/ticket";
import { type AccountReading, readAccount } from "../accounts/read-account";
import type { Caller, Deps } from "../deps";
import { type Board, loadBoard } from "./option-board";
import { pricedTicket } from "./priced-ticket";
import { hasMarket, recipeLegs } from "./recipe-legs";
import { recipeOf } from "./recipes";

/** Tried in this order: the tightest markets first. */
const SPREAD_UNDERLYINGS = ["SPY", "QQQ", "IWM"];
/** A hundred shares of these fit well inside a newcomer's balance. */
const SHARE_UNDERLYINGS = ["F", "BAC", "T", "PFE", "SOFI", "INTC"];
/** At most two fifths of equity go into a hundred shares of an example. */
const EQUITY_PARTS = 5n;
const EQUITY_PARTS_MAX = 2n;
const LOT = 100n;

interface Built {
  readonly board: Board;
  readonly legs: readonly TicketLeg[];
}

/** The ticket of a strategy on an underlying; null when the market has nothing for it right now. */
export async function strategyOrder(
  deps: Deps,
  caller: Caller,
  request: StrategyRequest,
): Promise<TicketOrder | null> {
  const built = await build(deps, caller, await readAccount(deps, caller), request);
  return built === null ? null : pricedTicket(deps, built.legs, built.board.market);
}

/** An example ticket, on the first underlying whose market is worth an example. */
export async function exampleOrder(
  deps: Deps,
  caller: Caller,
  id: ExampleView["id"],
): Promise<TicketOrder | null> {
  const reading = await readAccount(deps, caller);
  const needsLot = id === "covered_call" || id === "cash_secured_put";
  let fallback: Built | null = null;
  for (const underlying of needsLot ? SHARE_UNDERLYINGS : SPREAD_UNDERLYINGS) {
    const built = await build(deps, caller, reading, {
      strategy: id,
      underlying,
      expiryDate: null,
    });
    if (built === null || (needsLot && !isAffordable(built.board, reading))) continue;
    if (isWorthAnExample(built)) return pricedTicket(deps, built.legs, built.board.market);
    fallback ??= built;
  }
  return fallback && pricedTicket(deps, fallback.legs, fallback.board.market);
}

async function build(
  deps: Deps,
  caller: Caller,
  { state }: AccountReading,
  { strategy, underlying, expiryDate }: StrategyRequest,
): Promise<Built | null> {
  const holdsShares = (state.positions.get(underlying)?.qtyNanos ?? 0n) >= units(Number(LOT));
  const recipe = recipeOf(strategy, holdsShares);
  const withLater = recipe.legs.some(({ later }) => later);
  const board = await loadBoard(deps, caller, { underlying, expiryDate, withLater });
  const legs = board === null ? null : recipeLegs(board, recipe, { holdsShares });
  return board === null || legs === null ? null : { board, legs };
}

function isAffordable({ spot }: Board, { balances }: AccountReading): boolean {
  return spot * LOT * EQUITY_PARTS <= balances.equityMicros * EQUITY_PARTS_MAX;
}

/** Every sold option has a market of its own. */
function isWorthAnExample({ board, legs }: Built): boolean {
  const sold = new Set(legs.filter(({ side }) => side === "sell").map(({ symbol }) => symbol));
  return board.near.filter(({ symbol }) => sold.has(symbol)).every((one) => hasMarket(board, one));
}
