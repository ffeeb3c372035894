/** The journal as the performance page shows it. */
import { formatDollars } from "@/lib/engine/decimal";
import type { EpochJournal, Journal } from "@/lib/engine/journal/journal";
import { maxDrawdown, trackRecord } from "@/lib/engine/journal/record";
import { type Micros, micros, sumMicros } from "@/lib/engine/money";
import { type Campaign, campaignProfit } from "@/lib/engine/strategy/campaign";
import type { EpochView, JournalView } from "@/lib/wire/raxx/journal";
import { readAccount } from "../accounts/read-account";
import type { Caller, Deps } from "../deps";
import { feedLabel, percentText } from "../desk/quote-view";
import { campaignViews, strategyOf } from "./campaign-view";
import { loadJournal } from "./load-journal";
import { listNotes } from "./notes";

/** Loads the whole page: the running epoch at this instant's quotes, earlier ones as they ended. */
export async function loadJournalView(deps: Deps, caller: Caller): Promise<JournalView> {
  const [reading, journal, notes] = await Promise.all([
    readAccount(deps, caller),
    loadJournal(deps, caller),
    listNotes(deps, caller),
  ]);
  const { equityMicros } = reading.balances;
  const epochs = journal.epochs.map((epoch, index) => {
    const isRunning = index === journal.epochs.length - 1;
    const worth = isRunning ? equityMicros : lastWorth(epoch);
    const campaigns = campaignsOfEpoch(journal, epoch.epoch);
    return {
      ...epochView(epoch, worth, campaigns),
      isRunning,
      ...campaignViews(campaigns, reading.market, notes),
    };
  });
  return {
    account: reading.name,
    profile: reading.state.profile,
    label: feedLabel(deps.marketClock.market, caller.feed),
    epochs: epochs.reverse(),
  };
}

function campaignsOfEpoch({ campaigns }: Journal, epoch: number): readonly Campaign[] {
  const { open, ended } = campaigns;
  return [...open, ...[...ended].reverse()].filter((campaign) => campaign.epoch === epoch);
}

function lastWorth({ days, startingCashMicros }: EpochJournal): Micros {
  return days.at(-1)?.equityMicros ?? startingCashMicros;
}

function epochView(
  epoch: EpochJournal,
  worth: Micros,
  campaigns: readonly Campaign[],
): Omit<EpochView, "isRunning" | "campaigns"> {
  const { startingCashMicros, days, weeks } = epoch;
  const profit = micros(worth - startingCashMicros);
  return {
    epoch: epoch.epoch,
    openedAtMs: epoch.openedAtMs,
    startingCash: formatDollars(startingCashMicros),
    equity: formatDollars(worth),
    profit: formatDollars(profit),
    profitPercent: percentText(profit, startingCashMicros),
    maxDrawdown: formatDollars(
      maxDrawdown(startingCashMicros, [...days, { date: "now", equityMicros: worth }]),
    ),
    days: days.map(({ date, equityMicros }) => ({ date, equity: formatDollars(equityMicros) })),
    weeks: [...weeks].reverse().map((week) => ({
      endsOn: week.endsOn,
      premium: formatDollars(week.premiumMicros),
      profit: formatDollars(week.profitMicros),
      fees: formatDollars(week.feesMicros),
      fills: week.fills,
    })),
    record: recordView(campaigns),
    symbols: profitsBy(campaigns, ({ underlying }) => underlying).map(({ key, ...sum }) => ({
      underlying: key,
      ...sum,
    })),
    strategies: profitsBy(campaigns, (one) => strategyOf(one) || "other").map(
      ({ key, ...sum }) => ({ strategy: key, ...sum }),
    ),
  };
}

function recordView(campaigns: readonly Campaign[]): EpochView["record"] {
  const record = trackRecord(campaigns.filter(({ closedAtMs }) => closedAtMs !== null));
  const { wins, losses, averageWinMicros, averageLossMicros } = record;
  return {
    wins,
    losses,
    winPercent:
      wins + losses === 0 ? null : percentText(micros(BigInt(wins)), micros(BigInt(wins + losses))),
    averageWin: averageWinMicros === null ? null : formatDollars(averageWinMicros),
    averageLoss: averageLossMicros === null ? null : formatDollars(averageLossMicros),
  };
}

/** Realised by a name of the campaigns, the largest amounts first, whichever their sign. */
function profitsBy(campaigns: readonly Campaign[], keyOf: (campaign: Campaign) => string) {
  const groups = new Map<string, Campaign[]>();
  for (const campaign of campaigns) {
    const key = keyOf(campaign);
    groups.set(key, [...(groups.get(key) ?? []), campaign]);
  }
  const size = (amount: bigint) => (amount < 0n ? -amount : amount);
  return [...groups]
    .map(([key, all]) => ({ key, all, profit: sumMicros(all.map(campaignProfit)) }))
    .sort((a, b) => (size(a.profit) > size(b.profit) ? -1 : 1))
    .map(({ key, all, profit }) => ({ key, campaigns: all.length, profit: formatDollars(profit) }));
}
