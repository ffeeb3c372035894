/** The owner of an account changes what it is kept from: one event, and the next order is decided under it. */
import type { AccountState } from "@/lib/engine/account/account-state";
import type { ChoiceChange } from "@/lib/engine/account/change-choices";
import type { Caller, Deps } from "../deps";
import { AppError } from "../errors";

/** Changes what is named and answers the account as it is then. */
export async function changeChoices(
  { door }: Pick<Deps, "door">,
  { accountId, feed }: Caller,
  change: ChoiceChange,
): Promise<AccountState> {
  const command = { type: "change_choices", ...change } as const;
  const answer = await door.ask({ accountId, feed, command });
  if (answer.kind !== "done") throw new AppError("not_found", "account not found");
  return answer.state;
}
