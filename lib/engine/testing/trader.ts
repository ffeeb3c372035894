/**
 * One account as the shell drives it: commands through decide, events through evolve, and a matcher
 * that asks about each working order of a symbol when it arrives and when its quote changes.
 */
import { type AccountState, emptyAccount } from "../account/account-state";
import type { Command } from "../account/command";
import { decide } from "../account/decide";
import { evolve } from "../account/evolve";
import type { AccountEvent } from "../event/event";
import type { MarketView } from "../market/quote";
import type { OrderDraft } from "../order/draft";
import type { Rejection } from "../order/rejection";
import type { Replacement } from "../order/replacement";

/** An event with the states around it. */
export interface Step {
  readonly before: AccountState;
  readonly event: AccountEvent;
  readonly after: AccountState;
}

export class Trader {
  readonly steps: Step[] = [];
  state: AccountState;

  constructor(readonly name: string) {
    this.state = emptyAccount(name);
  }

  /** Decides and applies; the refusal when there is one. */
  ask(command: Command, market: MarketView): Rejection | null {
    const decision = decide(this.state, command, market);
    if (!decision.ok) return decision.error;
    for (const event of decision.value) {
      const before = this.state;
      this.state = evolve(before, event);
      this.steps.push({ before, event, after: this.state });
    }
    return null;
  }

  /** Sends an order and has it matched on arrival. */
  submit(draft: OrderDraft, market: MarketView): Rejection | null {
    const rejection = this.ask({ type: "submit_order", draft }, market);
    if (rejection === null) {
      this.ask({ type: "match_order", orderId: draft.id, trigger: "arrival" }, market);
    }
    return rejection;
  }

  /** Replaces an order and has the new one matched on arrival. */
  replace(orderId: string, replacement: Replacement, market: MarketView): Rejection | null {
    const rejection = this.ask({ type: "replace_order", orderId, replacement }, market);
    if (rejection === null) {
      this.ask({ type: "match_order", orderId: replacement.id, trigger: "arrival" }, market);
    }
    return rejection;
  }

  /** A quote of a symbol changed; null looks at every order, as the matcher's sweep does. */
  tick(symbol: string | null, market: MarketView): void {
    for (const order of [...this.state.orders.values()]) {
      const concerned = order.legs.some((leg) => leg.instrument.symbol === symbol);
      if (symbol !== null && !concerned) continue;
      this.ask({ type: "expire_order", orderId: order.id }, market);
      this.ask({ type: "match_order", orderId: order.id, trigger: "quote" }, market);
    }
  }
}
