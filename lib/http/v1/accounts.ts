/** /v1/accounts: the user's paper accounts, 5, 10 or 20 by tier (decisions 6). */
import type { z } from "zod";
import { formatUtc } from "@/lib/engine/calendar/new-york";
import { formatDollars } from "@/lib/engine/decimal";
import { micros } from "@/lib/engine/money";
import type { AccountTerms } from "@/lib/server/accounts/open-account";
import {
  archiveOwnAccount,
  findOwnAccount,
  listOwnAccounts,
  type OwnAccount,
  openOwnAccount,
  renameOwnAccount,
  restoreOwnAccount,
} from "@/lib/server/accounts/own-accounts";
import { resetAccount } from "@/lib/server/accounts/reset-account";
import { STARTING_CASH_BOUNDS, startingCashOf } from "@/lib/server/accounts/starting-cash";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { type Answer, type Call, type Handler, ok, param, Refused, refuseField } from "../call";
import { ChangedAccount, NewAccount, Reset } from "./account-body";
import { readBody } from "./read-body";

/** Lists them; an app sees the one it was let into. */
export const getAccounts: Handler = async (call) => {
  const accounts = await listOwnAccounts(call.deps, call.caller);
  return ok(accounts.filter((account) => isVisible(call, account)).map(written));
};

export const getOneAccount: Handler = async (call) => ok(written(await wanted(call)));

export const postAccount: Handler = async (call) => {
  if (call.grant.by === "app") throw new Refused(APP);
  const { name, ...terms } = readBody(call, NewAccount);
  const id = await openOwnAccount(call.deps, call.caller, { name, terms: termsOf(terms) });
  const account = await findOwnAccount(call.deps, call.caller, id);
  return account === null ? missing(id) : ok(written(account));
};

/** Another name; into the archive or out of it. */
export const patchAccount: Handler = async (call) => {
  const { name, archived } = readBody(call, ChangedAccount);
  const { id, archived_at } = await wanted(call);
  const { deps, caller } = call;
  if (name !== undefined) await renameOwnAccount(deps, caller, { id, name });
  if (archived === true && archived_at === null) await archiveOwnAccount(deps, caller, id);
  if (archived === false && archived_at !== null) await restoreOwnAccount(deps, caller, id);
  return getOneAccount(call);
};

/** A new epoch: what is not said stays as it was. */
export const postReset: Handler = async (call) => {
  const { epoch, ...terms } = readBody(call, Reset);
  const { id } = await wanted(call);
  const wish = { id, epoch: Number(epoch), terms: termsOf(terms) };
  await resetAccount(call.deps, call.caller, wish);
  return getOneAccount(call);
};

const APP = { status: 403, code: 40310000, message: "apps cannot open accounts", extras: {} };

async function wanted(call: Call): Promise<OwnAccount> {
  const id = param(call, "id");
  const account = await findOwnAccount(call.deps, call.caller, id);
  return account !== null && isVisible(call, account) ? account : missing(id);
}

function missing(id: string): never {
  throw new Refused(notFound(`account not found for ${id.slice(0, 64)}`));
}

function isVisible({ grant, caller }: Call, { id }: OwnAccount): boolean {
  return grant.by !== "app" || id === caller.accountId;
}

type GivenTerms = Omit<z.infer<typeof NewAccount>, "name">;

function termsOf({ starting_cash, ...given }: GivenTerms): Partial<AccountTerms> {
  const chosen = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== undefined),
  );
  if (starting_cash === undefined) return chosen;
  const startingCashMicros = startingCashOf(starting_cash);
  if (startingCashMicros === null) {
    return refuseField(`starting_cash must be an amount from ${STARTING_CASH_BOUNDS}`);
  }
  return { ...chosen, startingCashMicros };
}

function written(account: OwnAccount): Answer["body"] {
  const { id, name, epoch, kind, policy, profile, market } = account;
  const dollars = (text: string) => formatDollars(micros(BigInt(text)));
  return {
    ...{ id, name, simulated: true, epoch, kind, policy, profile, market },
    starting_cash: dollars(account.starting_cash_micros),
    cash: dollars(account.cash_micros),
    realized: dollars(account.realized_micros),
    /** When the epoch began, and when the account did. */
    opened_at: formatUtc(account.opened_at.getTime()),
    created_at: formatUtc(account.created_at.getTime()),
    archived_at: account.archived_at === null ? null : formatUtc(account.archived_at.getTime()),
  };
}
