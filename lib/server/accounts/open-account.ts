/** Opens a paper account with its first epoch: the balance a newcomer trades with. */
import { MICROS_PER_DOLLAR, micros } from "@/lib/engine/money";
import type { Deps } from "../deps";
import { feedOf, type Tier } from "../deps";
import { uuidv7 } from "../ids";

/** Large enough for a covered call, small enough to size like a person (experience.md §4.9). */
const STARTING_CASH = micros(50_000n * MICROS_PER_DOLLAR);

/** Opens an account for a user that exists and answers its id. */
export async function openAccount(
  deps: Pick<Deps, "door" | "clock" | "marketClock">,
  owner: { readonly userId: string; readonly tier: Tier; readonly name: string },
): Promise<string> {
  const accountId = uuidv7(deps.clock.nowMs());
  const answer = await deps.door.ask({
    accountId,
    feed: feedOf(owner.tier),
    owner: { userId: owner.userId, name: owner.name },
    command: {
      type: "open_account",
      kind: "margin",
      policy: "regt",
      profile: "standard",
      market: deps.marketClock.market,
      fees: "regulatory",
      startingCashMicros: STARTING_CASH,
    },
  });
  if (answer.kind !== "done") throw new Error("opening a new account was refused");
  return accountId;
}
