/**
 * The story of an account, folded from its events: epoch by epoch its worth at the end of each day,
 * what each week brought, and its campaigns. It goes on from where it stood, so that a longer log
 * costs only its new events.
 */
import { type AccountState, emptyAccount } from "../account/account-state";
import { evolve, postingsOf } from "../account/evolve";
import type { IsoDate } from "../calendar/new-york";
import type { AccountEvent } from "../event/event";
import type { Micros } from "../money";
import { type CampaignBook, NO_CAMPAIGNS } from "../strategy/campaign-book";
import { figuresOf, isNothing } from "../strategy/campaign-figures";
import { foldCampaign } from "../strategy/fold-campaigns";
import { addToWeek, quietWeek, type WeekIncome, weekOf } from "./week-income";

export interface DayEquity {
  readonly date: IsoDate;
  readonly equityMicros: Micros;
}

export interface EpochJournal {
  readonly epoch: number;
  readonly openedAtMs: number;
  readonly startingCashMicros: Micros;
  /** Closes of its days, in order. */
  readonly days: readonly DayEquity[];
  /** Weeks in which money moved, in order. */
  readonly weeks: readonly WeekIncome[];
}

export interface Journal {
  readonly state: AccountState;
  readonly campaigns: CampaignBook;
  /** In order; the last is the one that runs. */
  readonly epochs: readonly EpochJournal[];
}

/** The journal of an account that has no events yet. */
export function emptyJournal(accountId: string): Journal {
  return { state: emptyAccount(accountId), campaigns: NO_CAMPAIGNS, epochs: [] };
}

/** The journal after one more event. */
export function foldJournal(journal: Journal, event: AccountEvent): Journal {
  const before = journal.state;
  const after = evolve(before, event);
  const campaigns = foldCampaign(journal.campaigns, { before, event, after });
  const known = journal.epochs.at(-1);
  const running = known?.epoch === after.epoch ? known : openedEpoch(after);
  const earlier = running === known ? journal.epochs.slice(0, -1) : journal.epochs;
  const weeks = weeksAfter(running.weeks, before, event);
  const days = event.type === "snapshot_taken" ? [...running.days, event.snapshot] : running.days;
  return { state: after, campaigns, epochs: [...earlier, { ...running, weeks, days }] };
}

function openedEpoch({ epoch, openedAtMs, startingCashMicros }: AccountState): EpochJournal {
  return { epoch, openedAtMs, startingCashMicros, days: [], weeks: [] };
}

/** Events are in the order of their time, so only the last week can still change. */
function weeksAfter(
  weeks: readonly WeekIncome[],
  before: AccountState,
  event: AccountEvent,
): readonly WeekIncome[] {
  if (event.type === "account_opened" || event.type === "account_baselined") return weeks;
  const fill = event.type === "order_filled" ? event : null;
  const figures = figuresOf(postingsOf(before, event), false);
  if (fill === null && isNothing(figures)) return weeks;
  const last = weeks.at(-1);
  const endsOn = weekOf(event.atMs);
  return last !== undefined && last.endsOn >= endsOn
    ? [...weeks.slice(0, -1), addToWeek(last, figures, fill)]
    : [...weeks, addToWeek(quietWeek(endsOn), figures, fill)];
}
