/** What holds after every step of any trading. A law that breaks stops the run, by its name. */
import type { AccountState } from "../../account/account-state";
import type { AccountEvent } from "../../event/event";
import type { SimMarket } from "./sim-market";

class BrokenLaw extends Error {
  override readonly name = "BrokenLaw";
}

/** States a law; the claim is what the run prints when it does not hold. */
export function holds(condition: boolean, claim: string): asserts condition {
  if (!condition) throw new BrokenLaw(claim);
}

/** An event with the states around it, and the market it was decided on. */
export interface LawStep {
  readonly before: AccountState;
  readonly event: AccountEvent;
  readonly after: AccountState;
  readonly market: SimMarket;
}
