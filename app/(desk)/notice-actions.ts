"use server";

import { addAlert, chooseWhere, markRead, removeAlert } from "@/lib/http/next/notice-actions";
import type { ActionResult } from "@/lib/wire/raxx/ticket";

type Done = Promise<ActionResult<null>>;

/** Waits for a price. */
export async function addAlertAction(form: unknown): Done {
  return addAlert(form);
}

/** Takes an alert away. */
export async function removeAlertAction(id: unknown): Done {
  return removeAlert(id);
}

/** Marks notices as read, up to one. */
export async function markReadAction(id: unknown): Done {
  return markRead(id);
}

/** Says where a kind of notice goes. */
export async function chooseWhereAction(form: unknown): Done {
  return chooseWhere(form);
}
