"use server";

import { createApiKey, revokeApiKey } from "@/lib/http/next/actions";
import type { ApiKeyView } from "@/lib/wire/raxx/keys";
import type { ActionResult } from "@/lib/wire/raxx/ticket";

/** Makes an API key; its secret is in this answer and nowhere else. */
export async function createKeyAction(
  input: unknown,
): Promise<ActionResult<{ key: ApiKeyView; secret: string }>> {
  return createApiKey(input);
}

/** Revokes an API key; the next request with it is refused. */
export async function revokeKeyAction(id: unknown): Promise<ActionResult<null>> {
  return revokeApiKey(id);
}
