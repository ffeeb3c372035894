/** From where a user signed in before, coarsely; a sign-in from elsewhere is told (product.md, security events). */
import type { PrismaTx } from "../database/prisma";
import { deviceName } from "./device-name";
import { recordIn } from "./security-events";

interface From {
  readonly userAgent: string;
  readonly ipPrefix: string;
}

/** Remembers a device in the transaction of its session. The first one of an account is not news. */
export async function noteDevice(
  tx: PrismaTx,
  userId: string,
  { userAgent, ipPrefix }: From,
): Promise<void> {
  const device = deviceName(userAgent);
  const [noted] = await tx.$queryRaw<{ is_new: boolean; is_first: boolean }[]>`
    WITH earlier AS (SELECT count(*) AS n FROM known_devices WHERE user_id = ${userId}::uuid)
    INSERT INTO known_devices (user_id, device, ip_prefix) VALUES (${userId}::uuid, ${device}, ${ipPrefix})
    ON CONFLICT (user_id, device, ip_prefix) DO UPDATE SET last_seen_at = now()
    RETURNING xmax = 0 AS is_new, (SELECT n FROM earlier) = 0 AS is_first`;
  if (noted?.is_new === true && !noted.is_first) {
    await recordIn(tx, userId, "new_device", { device, ipPrefix });
  }
}
