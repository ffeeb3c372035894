/** What the performance page shows: every number computed by the server, as text (see desk.ts). */
import type { FeedLabel } from "./desk";
import type { FillNote } from "./fill-context";

interface DayEquityView {
  readonly date: string;
  readonly equity: string;
}

interface WeekView {
  /** The Friday the week is named by. */
  readonly endsOn: string;
  /** Options premium received less paid. */
  readonly premium: string;
  /** Realised, with dividends, less fees. */
  readonly profit: string;
  readonly fees: string;
  readonly fills: number;
}

export interface EpochView {
  readonly epoch: number;
  readonly openedAtMs: number;
  readonly startingCash: string;
  /** Worth now for the running epoch, at its last close for an earlier one. */
  readonly equity: string;
  readonly profit: string;
  readonly profitPercent: string | null;
  readonly maxDrawdown: string;
  readonly isRunning: boolean;
  readonly days: readonly DayEquityView[];
  /** Newest first. */
  readonly weeks: readonly WeekView[];
  readonly record: RecordView;
  readonly symbols: readonly SymbolProfitView[];
  readonly strategies: readonly StrategyProfitView[];
  /** Open ones first, then the newest. */
  readonly campaigns: readonly CampaignView[];
}

interface RecordView {
  readonly wins: number;
  readonly losses: number;
  readonly winPercent: string | null;
  readonly averageWin: string | null;
  readonly averageLoss: string | null;
}

interface SymbolProfitView {
  readonly underlying: string;
  readonly campaigns: number;
  readonly profit: string;
}

interface StrategyProfitView {
  /** "put credit spread": by what a campaign holds, or held last. */
  readonly strategy: string;
  readonly campaigns: number;
  readonly profit: string;
}

export interface CampaignView {
  readonly id: string;
  /** "F covered call". */
  readonly title: string;
  readonly openedAtMs: number;
  readonly closedAtMs: number | null;
  /** Realised, with dividends, less fees. */
  readonly realized: string;
  /** Of what it still holds; null once it has ended. */
  readonly unrealized: string | null;
  readonly fees: string;
  /** Per share, after all premiums, fees and dividends; null without shares. */
  readonly adjustedBasis: string | null;
  readonly wheelStage: string | null;
  readonly note: FillNote | null;
  readonly steps: readonly { readonly kind: string; readonly atMs: number }[];
}

export interface JournalView {
  readonly account: string;
  readonly profile: string;
  readonly label: FeedLabel;
  /** The running one first. */
  readonly epochs: readonly EpochView[];
}
