/** Who is signed in, for pages and actions. */
import { headers } from "next/headers";
import type { SessionReading } from "@/lib/server/identity/sessions";
import { sessionOf } from "../api/credential";
import { getDeps } from "./deps";

export interface DeskSession {
  readonly userId: string;
  /** Null for a guest. */
  readonly email: string | null;
  readonly tier: "free" | "pro" | "pro_plus";
  readonly accountId: string;
}

/** The session as pages need it; null when nobody is signed in. */
export async function deskSession(): Promise<DeskSession | null> {
  const reading = await currentReading();
  if (reading === null) return null;
  const { userId, accountId, tier } = reading.caller;
  return { userId, accountId, tier, email: reading.email };
}

/** The session with its caller, for use cases; on one account of its user when a page names the one it shows. */
export async function currentReading(
  accountId: string | null = null,
): Promise<SessionReading | null> {
  return sessionOf(getDeps(), await headers(), accountId);
}
