"use server";

import { answerAuthorization } from "@/lib/http/next/authorize";
import type { ActionResult } from "@/lib/wire/raxx/ticket";

/** Lets the app in, or does not; answers where the browser goes next. */
export async function answerAction(
  query: { [name: string]: string | string[] | undefined },
  input: unknown,
): Promise<ActionResult<{ redirectTo: string }>> {
  return answerAuthorization(query, input);
}
