/** Closes an account's epoch and opens the next: history stays, keys stay, positions and orders go. */

import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";
import { type AccountTerms, termsOf } from "./open-account";

/**
 * Resets once for each epoch: the caller names the epoch it means to close, so that a request that is
 * sent twice does not close the one it has just opened.
 */
export async function resetAccount(
  deps: Deps,
  user: Pick<Caller, "feed">,
  {
    id,
    epoch,
    terms,
  }: { readonly id: string; readonly epoch: number; readonly terms: Partial<AccountTerms> },
): Promise<void> {
  const loaded = await deps.door.read(id);
  if (loaded === null) throw new AppError("not_found", "account not found");
  const { kind, policy, profile, fees, startingCashMicros } = loaded.state;
  const chosen = { kind, policy, profile, fees, startingCashMicros, ...terms };
  const answer = await deps.door.ask({
    accountId: id,
    feed: user.feed,
    command: { type: "reset_account", closesEpoch: epoch, ...termsOf(deps, chosen) },
  });
  if (answer.kind !== "done") throw new AppError("conflict", "the account cannot be reset now");
  if (!answer.events.some(({ type }) => type === "account_opened")) {
    throw new AppError("conflict", `the account is in epoch ${answer.state.epoch}, not ${epoch}`);
  }
}
