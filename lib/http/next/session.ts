/** Who is signed in, for pages and actions. */
import { headers } from "next/headers";
import type { Caller } from "@/lib/server/deps";
import type { SessionReading } from "@/lib/server/identity/sessions";
import { sessionOf } from "../api/credential";
import { getDeps } from "./deps";

export interface DeskSession extends Caller {
  /** Null for a guest. */
  readonly email: string | null;
}

/** The session as pages need it; null when nobody is signed in. */
export async function deskSession(): Promise<DeskSession | null> {
  const reading = await currentReading();
  if (reading === null) return null;
  return { ...reading.caller, email: reading.email };
}

/** The session with its caller, for use cases; on one account of its user when a page names the one it shows. */
export async function currentReading(
  accountId: string | null = null,
): Promise<SessionReading | null> {
  return sessionOf(getDeps(), await headers(), accountId);
}
