/** All campaigns of an account, and what is done with several of them at once. */
import type { AccountState } from "../account/account-state";
import type { AccountEvent } from "../event/event";
import type { Campaign } from "./campaign";
import { addFigures, type CampaignFigures, NO_FIGURES } from "./campaign-figures";

export interface CampaignBook {
  readonly epoch: number;
  /** Those that hold something, oldest first. */
  readonly open: readonly Campaign[];
  /** Those that ended, in the order in which they did; of earlier epochs too. */
  readonly ended: readonly Campaign[];
  /** Money of this epoch that belongs to no campaign. */
  readonly unattributed: CampaignFigures;
}

/** An event with the states around it. */
export interface CampaignInput<E extends AccountEvent = AccountEvent> {
  readonly before: AccountState;
  readonly event: E;
  readonly after: AccountState;
}

export const NO_CAMPAIGNS: CampaignBook = {
  epoch: 0,
  open: [],
  ended: [],
  unattributed: NO_FIGURES,
};

/** Campaigns that an event ties together go on as the oldest of them. */
export function mergeCampaigns(linked: readonly Campaign[]): Campaign | null {
  const [oldest, ...others] = [...linked].sort(byOpening);
  if (oldest === undefined) return null;
  const steps = linked.flatMap((campaign) => campaign.steps);
  return {
    ...oldest,
    figures: others.reduce((sum, { figures }) => addFigures(sum, figures), oldest.figures),
    holdings: new Map(linked.flatMap(({ holdings }) => [...holdings])),
    steps: others.length === 0 ? oldest.steps : steps.sort((a, b) => a.version - b.version),
  };
}

/** Orders campaigns by the event that opened them. */
export function byOpening(a: Campaign, b: Campaign): number {
  return (a.steps[0]?.version ?? 0) - (b.steps[0]?.version ?? 0);
}
