/** Campaigns as the performance page lists them. */
import { unrealizedMicros } from "@/lib/engine/account/position-figures";
import { formatDollars } from "@/lib/engine/decimal";
import type { MarketView } from "@/lib/engine/market/quote";
import { sumMicros } from "@/lib/engine/money";
import {
  adjustedBasis,
  type Campaign,
  campaignProfit,
  wheelStage,
} from "@/lib/engine/strategy/campaign";
import { groupPositions } from "@/lib/engine/strategy/group-positions";
import type { FillNote } from "@/lib/wire/raxx/fill-context";
import type { CampaignView, EpochView } from "@/lib/wire/raxx/journal";

const SHOWN_MAX = 200;

/** The first of them, as they come. */
export function campaignViews(
  campaigns: readonly Campaign[],
  market: MarketView,
  notes: ReadonlyMap<string, FillNote>,
): Pick<EpochView, "campaigns"> {
  const noteOf = ({ id }: Campaign) => notes.get(`campaign ${id}`) ?? null;
  return {
    campaigns: campaigns
      .slice(0, SHOWN_MAX)
      .map((one) => ({ ...campaignView(one, market), note: noteOf(one) })),
  };
}

function campaignView(campaign: Campaign, market: MarketView): Omit<CampaignView, "note"> {
  const { holdings, figures, steps, closedAtMs } = campaign;
  const held = [...holdings.values()];
  const basis = adjustedBasis(campaign);
  return {
    id: campaign.id,
    title: titleOf(campaign),
    openedAtMs: campaign.openedAtMs,
    closedAtMs,
    realized: formatDollars(campaignProfit(campaign)),
    unrealized:
      closedAtMs === null
        ? formatDollars(sumMicros(held.map((holding) => unrealizedMicros(holding, market))))
        : null,
    fees: formatDollars(figures.feesMicros),
    adjustedBasis: basis === null ? null : formatDollars(basis.perShareMicros),
    wheelStage: wheelStage(campaign),
    steps: steps.map(({ kind, atMs }) => ({ kind, atMs })),
  };
}

function titleOf(campaign: Campaign): string {
  return `${campaign.underlying} ${strategyOf(campaign)}`.trim();
}

/** The name of what it holds, or of what it held last; empty when that is unknown. */
export function strategyOf({ holdings, lastLeft }: Campaign): string {
  const positions = holdings.size > 0 ? [...holdings.values()] : lastLeft;
  return groupPositions(positions)
    .map(({ name }) => name)
    .join(" and ");
}
