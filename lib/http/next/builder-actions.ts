/** The builder's actions: a strategy to start from, legs moved along, and what they would be worth. */
import { strategyOrder } from "@/lib/server/ticket/build-strategy";
import { moveLegs, type NoMove } from "@/lib/server/ticket/move-legs";
import { payoffView } from "@/lib/server/ticket/payoff-view";
import { PayoffRequest, type PayoffView } from "@/lib/wire/raxx/payoff";
import { LegMove, StrategyRequest } from "@/lib/wire/raxx/strategies";
import type { ActionResult, TicketLeg, TicketOrder } from "@/lib/wire/raxx/ticket";
import { actionOn, Refused } from "./action";
import { readTicket } from "./read-ticket";

/** A ticket of a strategy on the underlying on screen, to be edited. */
export function strategyTicket(on: unknown, input: unknown): Promise<ActionResult<TicketOrder>> {
  return actionOn(on, "pages", async (deps, caller) => {
    const request = StrategyRequest.parse(input);
    const ticket = await strategyOrder(deps, caller, request);
    if (ticket !== null) return ticket;
    throw new Refused(
      `${request.underlying} has no quoted contracts for this at that expiry right now. Choose another expiry or symbol.`,
    );
  });
}

const NO_MOVE: { readonly [N in NoMove]: string } = {
  end_of_list: "No further one is listed.",
  same_contract: "Two legs would be the same contract; move the other one first.",
  no_options: "There is no option to move.",
};

/** The legs of a ticket with their strikes or expiries moved on. */
export function movedLegs(
  on: unknown,
  input: unknown,
): Promise<ActionResult<readonly TicketLeg[]>> {
  return actionOn(on, "pages", async (deps, caller) => {
    const moved = await moveLegs(deps, caller, LegMove.parse(input));
    if (typeof moved === "string") throw new Refused(NO_MOVE[moved]);
    return moved;
  });
}

/** What the ticket would be worth until its first expiry; null where that cannot be said. */
export function payoffOfTicket(
  on: unknown,
  input: unknown,
): Promise<ActionResult<PayoffView | null>> {
  return actionOn(on, "pages", async (deps, caller) => {
    const { order, shift } = PayoffRequest.parse(input);
    const view = await payoffView(deps, caller, readTicket(order), shift);
    if (view !== null && "unknownSymbol" in view)
      throw new Refused(`${view.unknownSymbol} is not listed here.`);
    return view;
  });
}
