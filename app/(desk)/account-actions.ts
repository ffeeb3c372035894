"use server";

import {
  archiveAccount,
  openNewAccount,
  renameAccount,
  resetOwnAccount,
  restoreAccount,
  switchAccount,
} from "@/lib/http/next/account-actions";
import type { ActionResult } from "@/lib/wire/raxx/ticket";

type Done = Promise<ActionResult<null>>;

/** Opens an account and turns to it. */
export async function openAccountAction(form: unknown): Done {
  return openNewAccount(form);
}

/** Begins a new epoch. */
export async function resetAccountAction(form: unknown): Done {
  return resetOwnAccount(form);
}

/** Gives an account another name. */
export async function renameAccountAction(form: unknown): Done {
  return renameAccount(form);
}

/** Puts an account away. */
export async function archiveAccountAction(id: unknown): Done {
  return archiveAccount(id);
}

/** Takes an account back. */
export async function restoreAccountAction(id: unknown): Done {
  return restoreAccount(id);
}

/** Turns this browser to another account. */
export async function switchAccountAction(id: unknown): Done {
  return switchAccount(id);
}
