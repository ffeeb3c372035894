/**
 * Single-use challenges of passkey ceremonies, kept in Redis for as long as a person takes to touch
 * a sensor. Each is bound to a purpose and, where there is one already, to a user and a session;
 * taking one deletes it, so that an answer can be used once.
 */
import type { Redis } from "ioredis";
import { z } from "zod";
import { isUuid, uuidv7 } from "../ids";

const CHALLENGE_SECONDS = 300;

const Ceremony = z.object({
  purpose: z.enum(["sign_up", "sign_in", "step_up", "add_passkey", "recover", "upgrade"]),
  challenge: z.string(),
  /** Of a sign-up or a guest who stays; else empty. */
  email: z.string(),
  /** Whose answer it must be; empty for the sign-in of whoever has a passkey here. */
  userId: z.string(),
  /** The session that asked, or the recovery code; empty when there is neither. */
  sessionId: z.string(),
});
export type Ceremony = z.infer<typeof Ceremony>;
type Purpose = Ceremony["purpose"];

/** Keeps a ceremony and answers the id the browser must bring back. */
export async function startCeremony(
  redis: Redis,
  ceremony: Ceremony,
  nowMs: number,
): Promise<string> {
  const id = uuidv7(nowMs);
  await redis.set(key(id), JSON.stringify(ceremony), "EX", CHALLENGE_SECONDS);
  return id;
}

/** Takes a ceremony for good; null when it was used, ran out, never was or was for something else. */
export async function takeCeremony(
  redis: Redis,
  id: string,
  purposes: readonly Purpose[],
): Promise<Ceremony | null> {
  if (!isUuid(id)) return null;
  const text = await redis.getdel(key(id));
  const ceremony = text === null ? null : Ceremony.parse(JSON.parse(text));
  return ceremony !== null && purposes.includes(ceremony.purpose) ? ceremony : null;
}

function key(id: string): string {
  return `raxx:ceremony:${id}`;
}
