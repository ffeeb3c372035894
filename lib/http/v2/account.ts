/** GET /v2/account (alpaca-wire.md §1.2). */
import { readAccount } from "@/lib/server/accounts/read-account";
import { alpacaAccount, lastDayOfUntouched } from "@/lib/wire/alpaca/account";
import { type Handler, ok } from "../call";

/** Answers the caller's account at this instant's quotes. */
export const getAccount: Handler = async ({ deps, caller }) => {
  const { state, balances, market } = await readAccount(deps, caller);
  const lastDay = lastDayOfUntouched(state);
  return ok(alpacaAccount(state, balances, { nowMs: market.nowMs, lastDay }));
};
