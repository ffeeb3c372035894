/** Alerts, notices and where they go, for the signed-in user's pages. */
import { redirect } from "next/navigation";
import { z } from "zod";
import { chooseNotice, listChoices } from "@/lib/server/notices/notice-choices";
import { createAlert, deleteAlert, listAlerts } from "@/lib/server/notices/own-alerts";
import { listNotices, readNotices } from "@/lib/server/notices/own-notices";
import { AlertForm, NoticeChoiceForm } from "@/lib/wire/raxx/notices";
import type { ActionResult } from "@/lib/wire/raxx/ticket";
import { action } from "./action";
import { getDeps } from "./deps";
import { currentReading } from "./session";

const Id = z.uuid();

async function signedIn() {
  return ((await currentReading()) ?? redirect("/")).caller;
}

export async function loadAlerts() {
  return listAlerts(getDeps(), await signedIn());
}

export async function loadChoices() {
  return listChoices(getDeps(), await signedIn());
}

export async function loadNotices() {
  return listNotices(getDeps(), await signedIn());
}

/** Waits for a price. */
export function addAlert(input: unknown): Promise<ActionResult<null>> {
  return action("pages", async (deps, caller) => {
    await createAlert(deps, caller, AlertForm.parse(input));
    return null;
  });
}

/** Takes an alert away. */
export function removeAlert(input: unknown): Promise<ActionResult<null>> {
  return action("pages", async (deps, caller) => {
    await deleteAlert(deps, caller, Id.parse(input));
    return null;
  });
}

/** Marks notices as read, up to one. */
export function markRead(input: unknown): Promise<ActionResult<null>> {
  return action("pages", async (deps, caller) => {
    await readNotices(deps, caller, Id.parse(input));
    return null;
  });
}

/** Says where a kind of notice goes. */
export function chooseWhere(input: unknown): Promise<ActionResult<null>> {
  return action("pages", async (deps, caller) => {
    await chooseNotice(deps, caller, NoticeChoiceForm.parse(input));
    return null;
  });
}
