/**
 * Follows an account's events and keeps its campaigns. It reads what an event did to the positions
 * and what it posted, not what kind of event it was, so an event that is new finds its campaign too.
 *
 * Law: the profits of an epoch's campaigns and what belongs to none add up to the ledger's realised
 * profit and dividends less fees, to the micro.
 */
import { emptyAccount, type Position } from "../account/account-state";
import { evolve, postingsOf } from "../account/evolve";
import type { AccountEvent, EventType } from "../event/event";
import { underlyingOf } from "../instrument/instrument";
import { micros, sumMicros } from "../money";
import type { Campaign, StepKind } from "./campaign";
import {
  byOpening,
  type CampaignBook,
  type CampaignInput,
  mergeCampaigns,
  NO_CAMPAIGNS,
} from "./campaign-book";
import {
  addFigures,
  type CampaignFigures,
  figuresOf,
  isNothing,
  NO_FIGURES,
  tradedFor,
} from "./campaign-figures";
import { convertCampaigns } from "./convert-campaigns";
import { findCovering, findRolled } from "./link-campaign";
import { type PositionChange, positionChanges } from "./position-changes";

/** The campaigns of an account from its events alone. */
export function campaignsOf(accountId: string, events: Iterable<AccountEvent>): CampaignBook {
  let book = NO_CAMPAIGNS;
  let before = emptyAccount(accountId);
  for (const event of events) {
    const after = evolve(before, event);
    book = foldCampaign(book, { before, event, after });
    before = after;
  }
  return book;
}

/** The campaigns after one more event. */
export function foldCampaign(book: CampaignBook, input: CampaignInput): CampaignBook {
  const { before, event, after } = input;
  if (after.epoch !== before.epoch) return restored(newEpoch(book, event.atMs, after.epoch), input);
  if (event.type === "corporate_action_applied") return convertCampaigns(book, { ...input, event });
  const changes = positionChanges(before.positions, after.positions);
  const figures = figuresOf(postingsOf(before, event), changes.length > 0);
  return changes.length === 0
    ? withMoney(book, input, figures)
    : withUnit(book, input, { changes, figures });
}

interface Unit {
  readonly changes: readonly PositionChange[];
  readonly figures: CampaignFigures;
}

function withUnit(book: CampaignBook, input: CampaignInput, unit: Unit): CampaignBook {
  const symbols = new Set(unit.changes.map(({ symbol }) => symbol));
  const touched = book.open.filter(({ holdings }) => [...symbols].some((s) => holdings.has(s)));
  const linked = touched.length > 0 ? touched : linkOf(book, input, unit.changes);
  const campaign = changed(mergeCampaigns(linked) ?? newCampaign(input, unit.changes), input, unit);
  const rest = <T extends Campaign>(all: readonly T[]) =>
    all.filter(({ id }) => !linked.some((one) => one.id === id));
  return campaign.closedAtMs === null
    ? { ...book, open: [...rest(book.open), campaign].sort(byOpening), ended: rest(book.ended) }
    : { ...book, open: rest(book.open), ended: [...rest(book.ended), campaign] };
}

function linkOf(
  book: CampaignBook,
  { event, after }: CampaignInput,
  changes: readonly PositionChange[],
): readonly Campaign[] {
  const positions = changes.flatMap((change) => (change.after === null ? [] : [change.after]));
  const opened = { underlying: underlyingOfChanges(changes), atMs: event.atMs, positions };
  const ended = book.ended.filter(({ epoch }) => epoch === after.epoch);
  const found = findCovering(book.open, opened) ?? findRolled(ended, opened);
  return found === null ? [] : [found];
}

function newCampaign(
  { event, after }: CampaignInput,
  changes: readonly PositionChange[],
): Campaign {
  const underlying = underlyingOfChanges(changes);
  return {
    id: `${after.epoch}.${after.version}.${underlying}`,
    epoch: after.epoch,
    underlying,
    openedAtMs: event.atMs,
    closedAtMs: null,
    figures: NO_FIGURES,
    holdings: new Map(),
    lastLeft: [],
    steps: [],
  };
}

function changed(campaign: Campaign, { event, after }: CampaignInput, unit: Unit): Campaign {
  const holdings = new Map(campaign.holdings);
  const lastLeft: Position[] = [];
  for (const { symbol, before, after: now } of unit.changes) {
    if (now !== null) holdings.set(symbol, now);
    else holdings.delete(symbol);
    if (now === null && before !== null) lastLeft.push(before);
  }
  const done = holdings.size === 0;
  const kind = kindOf(event, unit.changes, { fresh: campaign.steps.length === 0, done });
  return {
    ...campaign,
    closedAtMs: done ? event.atMs : null,
    figures: addFigures(campaign.figures, unit.figures),
    holdings,
    lastLeft,
    steps: [...campaign.steps, { version: after.version, atMs: event.atMs, kind }],
  };
}

const END_OF: ReadonlyMap<EventType, StepKind> = new Map([
  ["option_exercised", "exercised"],
  ["option_assigned", "assigned"],
  ["option_expired", "expired"],
]);

function kindOf(
  event: AccountEvent,
  changes: readonly PositionChange[],
  { fresh, done }: { readonly fresh: boolean; readonly done: boolean },
): StepKind {
  const ended = END_OF.get(event.type);
  if (ended !== undefined) return ended;
  if (event.type !== "order_filled") return fresh ? "opened" : "adjusted";
  const opens = changes.some((change) => change.opens);
  const closes = changes.some((change) => change.closes);
  if (opens && closes) return changes.length === 1 ? "turned" : "rolled";
  if (opens) return fresh ? "opened" : "added";
  return done ? "closed" : "reduced";
}

/** Money that moved no position: a dividend belongs to the campaign that holds the stock. */
function withMoney(
  book: CampaignBook,
  { event, after }: CampaignInput,
  figures: CampaignFigures,
): CampaignBook {
  if (isNothing(figures)) return book;
  const symbol = event.type === "dividend_receivable" ? event.action.symbol : null;
  const holder = book.open.find(({ holdings }) => symbol !== null && holdings.has(symbol));
  if (holder === undefined) {
    return { ...book, unattributed: addFigures(book.unattributed, figures) };
  }
  const step = { version: after.version, atMs: event.atMs, kind: "dividend" as const };
  const paid = {
    ...holder,
    figures: addFigures(holder.figures, figures),
    steps: [...holder.steps, step],
  };
  return { ...book, open: book.open.map((one) => (one === holder ? paid : one)) };
}

/**
 * A log that begins with a baseline begins with positions: a campaign for each underlying, which
 * has paid what they cost. What was purged is told no more.
 */
function restored(book: CampaignBook, input: CampaignInput): CampaignBook {
  const units = new Map<string, PositionChange[]>();
  for (const change of positionChanges(new Map(), input.after.positions)) {
    const underlying = underlyingOfChanges([change]);
    units.set(underlying, [...(units.get(underlying) ?? []), change]);
  }
  return [...units.values()].reduce((next, changes) => {
    const cost = sumMicros(changes.flatMap(({ after }) => after?.costMicros ?? []));
    return withUnit(next, input, { changes, figures: tradedFor(micros(-cost)) });
  }, book);
}

/** A reset ends what the epoch held; its positions are gone without a trade. */
function newEpoch(book: CampaignBook, atMs: number, epoch: number): CampaignBook {
  const ended = book.open.map((campaign) => ({
    ...campaign,
    closedAtMs: atMs,
    holdings: new Map(),
  }));
  return { epoch, open: [], ended: [...book.ended, ...ended], unattributed: NO_FIGURES };
}

/** The first in the order of symbols: legs of one order are of one underlying but for renames. */
function underlyingOfChanges(changes: readonly PositionChange[]): string {
  const [position] = changes.flatMap(({ before, after }) => after ?? before ?? []);
  return position === undefined ? "" : underlyingOf(position.instrument);
}
