/** GET /v2/account (alpaca-wire.md §1.2). */
import { lastDayOf } from "@/lib/server/accounts/last-day";
import { readAccount } from "@/lib/server/accounts/read-account";
import { alpacaAccount } from "@/lib/wire/alpaca/account";
import { type Handler, ok } from "../call";

/** Answers the caller's account at this instant's quotes. */
export const getAccount: Handler = async ({ deps, caller }) => {
  const { state, balances, market } = await readAccount(deps, caller);
  const { nowMs } = market;
  const lastDay = await lastDayOf(deps, caller, state, nowMs);
  return ok(alpacaAccount(state, balances, { nowMs, lastDay }));
};
