/**
 * A user's word that they use the data for themselves and are no market professional. The exchanges
 * want it before anybody is shown their real-time data (decisions 35); feed-of.ts asks.
 */
import { queryAsUser, withUser } from "../database/with-user";
import type { Caller, Deps } from "../deps";
import { recordSecurityEvent } from "../identity/security-events";
import { uuidv7 } from "../ids";

/** A "no" is asked again so soon, that an attestation counts at once; a "yes" is for good. */
const ASKED_AGAIN_MS = 1_000;
const KNOWN_MAX = 50_000;

interface Known {
  readonly readAtMs: number;
  readonly attestedAtMs: number | null;
}

const known = new WeakMap<object, Map<string, Known>>();

/** When the user attested; null for never. */
export async function attestedAt(
  { webPool, clock }: Pick<Deps, "webPool" | "clock">,
  userId: string,
): Promise<number | null> {
  const users = known.get(webPool) ?? new Map<string, Known>();
  known.set(webPool, users);
  const cached = users.get(userId);
  const nowMs = clock.nowMs();
  const isFresh = cached !== undefined && nowMs - cached.readAtMs < ASKED_AGAIN_MS;
  if (cached !== undefined && (cached.attestedAtMs !== null || isFresh)) return cached.attestedAtMs;
  const [row] = await queryAsUser<{ attested_at: Date }>(webPool, userId, {
    text: "SELECT attested_at FROM data_attestations WHERE user_id = $1 ORDER BY id LIMIT 1",
    values: [userId],
  });
  if (users.size >= KNOWN_MAX) users.clear();
  const attestedAtMs = row?.attested_at.getTime() ?? null;
  users.set(userId, { readAtMs: nowMs, attestedAtMs });
  return attestedAtMs;
}

/** Writes down that the user attested, by whom it was entered, and answers when. */
export async function attest(
  deps: Pick<Deps, "prisma" | "clock" | "webPool">,
  { userId }: Pick<Caller, "userId">,
  by: "user" | "operator",
): Promise<number> {
  const nowMs = deps.clock.nowMs();
  await withUser(deps.prisma, userId, (tx) =>
    tx.dataAttestation.create({
      data: { id: uuidv7(nowMs), userId, by, attestedAt: new Date(nowMs) },
      select: { id: true },
    }),
  );
  known.get(deps.webPool)?.delete(userId);
  await recordSecurityEvent(deps, userId, "data_attested", { by });
  return nowMs;
}
