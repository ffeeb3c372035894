/** What a trader may want to do next, by rules of thumb that are said with each: never advice to trade. */
import type { PositionGroupView } from "@/lib/wire/raxx/desk";
import type { NextActionView, RiskView } from "@/lib/wire/raxx/home";
import type { RecoveryView } from "@/lib/wire/raxx/security";

interface Situation {
  readonly groups: readonly PositionGroupView[];
  readonly expiring: readonly PositionGroupView[];
  readonly risks: readonly RiskView[];
  /** Null for a guest, who has no passkey to lose. */
  readonly recovery: RecoveryView | null;
}

/** Income sellers commonly close at half of what there is to make. */
const TARGET_PERCENT = 50;
const SHOWN_MAX = 6;

/** The most pressing first. */
export function nextActions(situation: Situation): readonly NextActionView[] {
  const all = [
    ...risky(situation),
    ...ending(situation),
    ...reached(situation),
    ...toStart(situation),
    ...toSecure(situation),
  ];
  return all.slice(0, SHOWN_MAX);
}

function bookOf(underlying: string): string {
  return `/trade?symbol=${encodeURIComponent(underlying)}&book=positions`;
}

function risky({ risks }: Situation): NextActionView[] {
  return risks.map(({ id, title, underlying, reasons }) => ({
    id: `risk ${id}`,
    text: `Look at ${title}`,
    why: reasons[0] ?? "",
    href: bookOf(underlying),
  }));
}

/** Of what expires and is not listed above already. */
function ending({ expiring, risks }: Situation): NextActionView[] {
  const listed = new Set(risks.map(({ id }) => id));
  return expiring
    .filter(({ id }) => !listed.has(id))
    .map(({ id, title, underlying, daysToExpiry }) => ({
      id: `expiry ${id}`,
      text: `Decide on ${title}`,
      why: daysToExpiry === 0 ? "It expires today." : `It expires in ${daysToExpiry} days.`,
      href: bookOf(underlying),
    }));
}

function reached({ groups, expiring, risks }: Situation): NextActionView[] {
  const listed = new Set([...expiring, ...risks].map(({ id }) => id));
  return groups
    .filter(({ id, profitShare }) => !listed.has(id) && Number(profitShare) >= TARGET_PERCENT)
    .map(({ id, title, underlying, profitShare }) => ({
      id: `target ${id}`,
      text: `Consider closing ${title}`,
      why: `It has made ${Math.round(Number(profitShare))}% of the most it can.`,
      href: bookOf(underlying),
    }));
}

function toStart({ groups }: Situation): NextActionView[] {
  if (groups.length > 0) return [];
  return [
    {
      id: "start",
      text: "Build your first position",
      why: "Four examples are ready to edit on the ticket.",
      href: "/trade?guide=1",
    },
  ];
}

function toSecure({ recovery }: Situation): NextActionView[] {
  if (recovery === null || recovery.codesLeft > 0) return [];
  return [
    {
      id: "codes",
      text: "Make recovery codes",
      why: "Without them a lost passkey needs your mail and a day's wait.",
      href: "/settings/passkeys",
    },
  ];
}
