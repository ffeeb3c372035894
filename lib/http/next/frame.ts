/** What every signed-in page has around it. A layout is no guard of its pages: each asks for the session itself. */
import { redirect } from "next/navigation";
import { formatDollars } from "@/lib/engine/decimal";
import { micros } from "@/lib/engine/money";
import { listOwnAccounts, type OwnAccount } from "@/lib/server/accounts/own-accounts";
import { feedLabel } from "@/lib/server/desk/quote-view";
import { readRecovery } from "@/lib/server/identity/recovery-codes";
import type { AccountChoice, FrameView } from "@/lib/wire/raxx/frame";
import { getDeps } from "./deps";
import { currentReading } from "./session";

/** Loads the frame of the signed-in user. */
export async function loadFrame(): Promise<FrameView> {
  const reading = (await currentReading()) ?? redirect("/");
  const { caller, email, guestUntilMs, erasesAtMs } = reading;
  const accounts = (await listOwnAccounts(getDeps(), caller)).map(choiceOf);
  const account = accounts.find(({ id }) => id === caller.accountId) ?? redirect("/");
  const { opensAtMs: recoveryOpensAtMs } = await readRecovery(getDeps(), caller.userId);
  const label = feedLabel(getDeps().marketClock.market, caller.feed);
  return { email, guestUntilMs, erasesAtMs, recoveryOpensAtMs, label, account, accounts };
}

function choiceOf(account: OwnAccount): AccountChoice {
  const { id, name, epoch, kind, profile } = account;
  return {
    ...{ id, name, epoch, kind, profile },
    startingCash: formatDollars(micros(BigInt(account.starting_cash_micros))),
    openedAtMs: account.opened_at.getTime(),
    archivedAtMs: account.archived_at?.getTime() ?? null,
  };
}
