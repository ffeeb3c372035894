/** Pages of what an account did: orders by filter, one fill with everything about it. */
import { notFound, redirect } from "next/navigation";
import { z } from "zod";
import { fillView } from "@/lib/server/desk/fill-view";
import { loadOrders } from "@/lib/server/desk/load-orders";
import { reportFill } from "@/lib/server/fills/fill-extras";
import { saveNote } from "@/lib/server/journal/notes";
import { findFill } from "@/lib/server/trading/find-fill";
import type { FillView } from "@/lib/wire/raxx/desk";
import { NoteForm, ReportForm } from "@/lib/wire/raxx/fill-context";
import type { OrderHistoryView } from "@/lib/wire/raxx/orders";
import type { ActionResult } from "@/lib/wire/raxx/ticket";
import { actionOn } from "./action";
import { getDeps } from "./deps";
import { currentReading } from "./session";

type Query = { readonly [name: string]: string | string[] | undefined };

/** What makes no sense is as if it were not said: a link may be old. */
const Filter = z.object({
  status: z.enum(["all", "open", "closed"]).catch("all"),
  symbol: z.string().trim().toUpperCase().max(24).catch(""),
  kind: z.enum(["all", "equity", "option"]).catch("all"),
  side: z.enum(["all", "buy", "sell"]).catch("all"),
  before: z.uuid().nullable().catch(null),
});

async function signedIn() {
  return ((await currentReading()) ?? redirect("/")).caller;
}

/** A page of the order history. */
export async function loadHistory(query: Query): Promise<OrderHistoryView> {
  return loadOrders(getDeps(), await signedIn(), Filter.parse(query));
}

/** One fill of the account. */
export async function loadFill(id: string): Promise<FillView> {
  const fill = await findFill(getDeps(), await signedIn(), id);
  return fill === null ? notFound() : fillView(fill);
}

/** Keeps a note. */
export function keepNote(on: unknown, input: unknown): Promise<ActionResult<null>> {
  return actionOn(on, "pages", async (deps, caller) => {
    await saveNote(deps, caller, NoteForm.parse(input));
    return null;
  });
}

/** Reports a fill. */
export function sendReport(on: unknown, input: unknown): Promise<ActionResult<null>> {
  return actionOn(on, "pages", async (deps, caller) => {
    await reportFill(deps, caller, ReportForm.parse(input));
    return null;
  });
}
