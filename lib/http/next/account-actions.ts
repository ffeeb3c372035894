/** The accounts menu's other half: the use cases of /v1/accounts for the signed-in user. */
import { cookies } from "next/headers";
import { z } from "zod";
import type { AccountTerms } from "@/lib/server/accounts/open-account";
import {
  archiveOwnAccount,
  findOwnAccount,
  openOwnAccount,
  renameOwnAccount,
  restoreOwnAccount,
} from "@/lib/server/accounts/own-accounts";
import { resetAccount } from "@/lib/server/accounts/reset-account";
import { STARTING_CASH_BOUNDS, startingCashOf } from "@/lib/server/accounts/starting-cash";
import type { Caller, Deps } from "@/lib/server/deps";
import { accountCookieName } from "@/lib/server/identity/account-cookie";
import { sessionCookieFlags } from "@/lib/server/identity/session-cookie";
import { NewAccountForm, RenameForm, ResetForm } from "@/lib/wire/raxx/frame";
import type { ActionResult } from "@/lib/wire/raxx/ticket";
import { action, Refused } from "./action";

const CHOICE_SECONDS = 365 * 24 * 60 * 60;
const Id = z.uuid();

/** Opens an account and turns to it. */
export function openNewAccount(input: unknown): Promise<ActionResult<null>> {
  return action("calls", async (deps, caller) => {
    const { name, ...form } = NewAccountForm.parse(input);
    await choose(deps, await openOwnAccount(deps, caller, { name, terms: termsOf(form) }));
    return null;
  });
}

/** Begins a new epoch; the old one stays to be read. */
export function resetOwnAccount(input: unknown): Promise<ActionResult<null>> {
  return action("calls", async (deps, caller) => {
    const { id, epoch, ...form } = ResetForm.parse(input);
    await requireOwn(deps, caller, id);
    await resetAccount(deps, caller, { id, epoch, terms: termsOf(form) });
    return null;
  });
}

/** Gives an account another name. */
export function renameAccount(input: unknown): Promise<ActionResult<null>> {
  return action("pages", async (deps, caller) => {
    const { id, name } = RenameForm.parse(input);
    await requireOwn(deps, caller, id);
    await renameOwnAccount(deps, caller, { id, name });
    return null;
  });
}

/** Puts an account away. */
export function archiveAccount(input: unknown): Promise<ActionResult<null>> {
  return action("calls", async (deps, caller) => {
    const id = Id.parse(input);
    await requireOwn(deps, caller, id);
    await archiveOwnAccount(deps, caller, id);
    return null;
  });
}

/** Takes an account back. */
export function restoreAccount(input: unknown): Promise<ActionResult<null>> {
  return action("calls", async (deps, caller) => {
    const id = Id.parse(input);
    await requireOwn(deps, caller, id);
    await restoreOwnAccount(deps, caller, id);
    return null;
  });
}

/** Makes this browser look at another account from the next page on. */
export function switchAccount(input: unknown): Promise<ActionResult<null>> {
  return action("pages", async (deps, caller) => {
    const id = Id.parse(input);
    const account = await requireOwn(deps, caller, id);
    if (account.archived_at !== null)
      throw new Refused("This account is archived; restore it first.");
    await choose(deps, id);
    return null;
  });
}

async function choose({ env }: Deps, accountId: string): Promise<void> {
  const origin = env.RAXX_ORIGIN;
  const flags = { ...sessionCookieFlags(origin), maxAge: CHOICE_SECONDS };
  (await cookies()).set(accountCookieName(origin), accountId, flags);
}

async function requireOwn(deps: Deps, caller: Caller, id: string) {
  const account = await findOwnAccount(deps, caller, id);
  if (account === null) throw new Refused("There is no such account.");
  return account;
}

type Form = Omit<z.infer<typeof NewAccountForm>, "name">;

function termsOf({ startingCash, ...chosen }: Form): Partial<AccountTerms> {
  const startingCashMicros = startingCashOf(startingCash);
  if (startingCashMicros === null) {
    throw new Refused(`The balance must be an amount from ${STARTING_CASH_BOUNDS} dollars.`);
  }
  return { ...chosen, startingCashMicros };
}
