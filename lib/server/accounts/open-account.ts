/** Opens a paper account with its first epoch: the balance a newcomer trades with. */
import type { Command } from "@/lib/engine/account/command";
import { MICROS_PER_DOLLAR, micros } from "@/lib/engine/money";
import type { Caller, Deps } from "../deps";
import { uuidv7 } from "../ids";

/** Large enough for a covered call, small enough to size like a person (experience.md §4.9). */
const STARTING_CASH = micros(50_000n * MICROS_PER_DOLLAR);

/** What its owner may choose for an epoch; the market is that of the deployment (decisions 7). */
export type AccountTerms = Pick<
  Extract<Command, { type: "open_account" }>,
  "kind" | "policy" | "profile" | "fees" | "startingCashMicros"
>;

const USUAL: AccountTerms = {
  kind: "margin",
  policy: "regt",
  profile: "standard",
  fees: "regulatory",
  startingCashMicros: STARTING_CASH,
};

/** The terms of an epoch: what was chosen, and the usual for the rest. */
export function termsOf({ marketClock }: Pick<Deps, "marketClock">, chosen: Partial<AccountTerms>) {
  return { ...USUAL, ...chosen, market: marketClock.market };
}

/** Opens an account for a user that exists and answers its id. */
export async function openAccount(
  deps: Pick<Deps, "door" | "clock" | "marketClock">,
  owner: Pick<Caller, "userId" | "feed"> & { readonly name: string },
  chosen: Partial<AccountTerms> = {},
): Promise<string> {
  const accountId = uuidv7(deps.clock.nowMs());
  const answer = await deps.door.ask({
    accountId,
    feed: owner.feed,
    owner: { userId: owner.userId, name: owner.name },
    command: { type: "open_account", ...termsOf(deps, chosen) },
  });
  if (answer.kind !== "done") throw new Error("opening a new account was refused");
  return accountId;
}
