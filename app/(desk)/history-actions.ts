"use server";

import { keepNote, sendReport } from "@/lib/http/next/history";
import type { ActionResult } from "@/lib/wire/raxx/ticket";

type Done = Promise<ActionResult<null>>;

/** Keeps a note on a campaign, a position or a fill. */
export async function keepNoteAction(on: unknown, form: unknown): Done {
  return keepNote(on, form);
}

/** Reports a fill to the operators. */
export async function reportFillAction(on: unknown, form: unknown): Done {
  return sendReport(on, form);
}
