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
import type { CampaignView, EpochView } from "@/lib/wire/raxx/journal";

const SHOWN_MAX = 200;

/** The first of them, as they come. */
export function campaignViews(
  campaigns: readonly Campaign[],
  market: MarketView,
): Pick<EpochView, "campaigns"> {
  return { campaigns: campaigns.slice(0, SHOWN_MAX).map((one) => campaignView(one, market)) };
}

function campaignView(campaign: Campaign, market: MarketView): CampaignView {
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

/** By what it holds, or by what it held last. */
function titleOf({ underlying, holdings, lastLeft }: Campaign): string {
  const positions = holdings.size > 0 ? [...holdings.values()] : lastLeft;
  const names = groupPositions(positions).map(({ name }) => name);
  return names.length === 0 ? underlying : `${underlying} ${names.join(" and ")}`;
}
