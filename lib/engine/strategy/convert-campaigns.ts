/**
 * Campaigns through a corporate action: what a holding became stays with its campaign, each holding
 * by itself, so that two campaigns on one company remain two. They become one only where the action
 * put their holdings together, as when an acquirer's shares join shares of it.
 */
import type { Position } from "../account/account-state";
import type { EventOf } from "../event/event";
import { micros, sumMicros } from "../money";
import type { Campaign } from "./campaign";
import { byOpening, type CampaignBook, type CampaignInput, mergeCampaigns } from "./campaign-book";
import { addFigures, tradedFor } from "./campaign-figures";

type Input = CampaignInput<EventOf<"corporate_action_applied">>;

/** Campaigns that hold something in common after the action, with all that they hold then. */
interface Group {
  readonly campaigns: readonly Campaign[];
  readonly symbols: ReadonlySet<string>;
}

/** The campaigns after an action was applied. */
export function convertCampaigns(book: CampaignBook, input: Input): CampaignBook {
  const all = groupsOf(book.open, input).flatMap((group) => convert(group, input));
  return {
    ...book,
    open: all.filter(({ closedAtMs }) => closedAtMs === null).sort(byOpening),
    ended: [...book.ended, ...all.filter(({ closedAtMs }) => closedAtMs !== null)],
  };
}

function groupsOf(open: readonly Campaign[], { event }: Input): readonly Group[] {
  let groups: readonly Group[] = [];
  for (const campaign of open) {
    const symbols = symbolsAfter(campaign, event.changes);
    const joins = groups.filter((group) => symbols.some((symbol) => group.symbols.has(symbol)));
    const group = {
      campaigns: [...joins.flatMap(({ campaigns }) => campaigns), campaign],
      symbols: new Set([...joins.flatMap((joined) => [...joined.symbols]), ...symbols]),
    };
    groups = [...groups.filter((other) => !joins.includes(other)), group];
  }
  return groups;
}

function symbolsAfter(
  { holdings }: Campaign,
  changes: Input["event"]["changes"],
): readonly string[] {
  const gone = new Set(changes.map(({ symbol }) => symbol));
  const kept = [...holdings.keys()].filter((symbol) => !gone.has(symbol));
  const brought = changes
    .filter(({ symbol }) => holdings.has(symbol))
    .flatMap(({ after }) => after.map(({ instrument }) => instrument.symbol));
  return [...kept, ...brought];
}

function convert({ campaigns, symbols }: Group, input: Input): readonly Campaign[] {
  const { before, event, after } = input;
  const held = new Set(campaigns.flatMap(({ holdings }) => [...holdings.keys()]));
  const changes = event.changes.filter(({ symbol }) => held.has(symbol));
  const merged = mergeCampaigns(campaigns);
  if (changes.length === 0 || merged === null) return campaigns;
  const was = positionsOf(before.positions, held);
  const is = positionsOf(after.positions, symbols);
  const cash = sumMicros(changes.map(({ cashMicros }) => cashMicros));
  const realizedMicros = micros(cash + costOf(is) - costOf(was));
  return [
    {
      ...merged,
      closedAtMs: is.length === 0 ? event.atMs : null,
      figures: addFigures(merged.figures, { ...tradedFor(cash), realizedMicros }),
      holdings: new Map(is.map((position) => [position.symbol, position])),
      lastLeft: was.filter(({ symbol }) => !after.positions.has(symbol)),
      steps: [...merged.steps, { version: after.version, atMs: event.atMs, kind: "adjusted" }],
    },
  ];
}

function positionsOf(
  positions: ReadonlyMap<string, Position>,
  symbols: ReadonlySet<string>,
): readonly Position[] {
  return [...symbols].flatMap((symbol) => positions.get(symbol) ?? []);
}

function costOf(positions: readonly Position[]): bigint {
  return sumMicros(positions.map(({ costMicros }) => costMicros));
}
