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
import { campaignViews } from "./campaign-view";
import { loadJournal } from "./load-journal";

/** Loads the whole page: the running epoch at this instant's quotes, earlier ones as they ended. */
export async function loadJournalView(deps: Deps, caller: Caller): Promise<JournalView> {
  const [reading, journal] = await Promise.all([
    readAccount(deps, caller),
    loadJournal(deps, caller),
  ]);
  const { equityMicros } = reading.balances;
  const epochs = journal.epochs.map((epoch, index) => {
    const isRunning = index === journal.epochs.length - 1;
    const worth = isRunning ? equityMicros : lastWorth(epoch);
    const campaigns = campaignsOfEpoch(journal, epoch.epoch);
    return {
      ...epochView(epoch, worth, campaigns),
      isRunning,
      ...campaignViews(campaigns, reading.market),
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
    symbols: symbolProfits(campaigns),
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

/** Realised by underlying, the largest amounts first, whichever their sign. */
function symbolProfits(campaigns: readonly Campaign[]): EpochView["symbols"] {
  const byUnderlying = new Map<string, Campaign[]>();
  for (const campaign of campaigns) {
    const { underlying } = campaign;
    byUnderlying.set(underlying, [...(byUnderlying.get(underlying) ?? []), campaign]);
  }
  const size = (amount: bigint) => (amount < 0n ? -amount : amount);
  return [...byUnderlying]
    .map(([underlying, all]) => ({ underlying, all, profit: sumMicros(all.map(campaignProfit)) }))
    .sort((a, b) => (size(a.profit) > size(b.profit) ? -1 : 1))
    .map(({ underlying, all, profit }) => ({
      underlying,
      campaigns: all.length,
      profit: formatDollars(profit),
    }));
}
