/** Market orders that close part of the positions on one underlying: its options together, then its stock. */
import type { Position } from "../account/account-state";
import { nanos } from "../money";
import { closingDraft } from "../order/closing-draft";
import type { OrderDraft } from "../order/draft";

/** So many of the equal parts of some positions. */
export interface Part {
  readonly positions: readonly Position[];
  readonly closed: number;
  readonly of: number;
}

const LEGS_MAX = 4;

/** Ids that the drafts take: one each, and one for each leg of several. */
export function idsNeeded(positions: readonly Position[]): number {
  return groupsOf(positions).reduce((sum, group) => sum + 1 + group.length, 0);
}

/** The drafts, in the order they are sent. */
export function closingDrafts(
  { positions, closed, of }: Part,
  ids: readonly string[],
): readonly OrderDraft[] {
  let used = 0;
  return groupsOf(positions).map((group) => {
    const own = ids.slice(used, used + 1 + group.length);
    used += own.length;
    return closingDraft(
      group.map((position) => ({
        ...position,
        qtyNanos: nanos((position.qtyNanos * BigInt(closed)) / BigInt(of)),
      })),
      own,
    );
  });
}

/** Options in orders of up to four legs, a short beside what covers it; each stock by itself. */
function groupsOf(positions: readonly Position[]): readonly (readonly Position[])[] {
  const isOption = ({ instrument }: Position) => instrument.kind === "option";
  const options = positions.filter(isOption).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  const count = Math.ceil(options.length / LEGS_MAX);
  const groups = Array.from({ length: count }, (_, n) =>
    options.slice(n * LEGS_MAX, (n + 1) * LEGS_MAX),
  );
  return [...groups, ...positions.filter((item) => !isOption(item)).map((item) => [item])];
}

/** By right, then by strike: verticals stay together. */
function sortKey({ instrument }: Position): string {
  if (instrument.kind === "equity") return instrument.symbol;
  const strike = String(instrument.strikeMicros).padStart(15, "0");
  return `${instrument.right} ${strike} ${instrument.expiryDate}`;
}
