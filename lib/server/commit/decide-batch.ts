/** Decides the commands of one account one after another, each on the state the last one left. */
import type { AccountState } from "@/lib/engine/account/account-state";
import { decide } from "@/lib/engine/account/decide";
import { evolve } from "@/lib/engine/account/evolve";
import type { AccountEvent } from "@/lib/engine/event/event";
import type { MarketView } from "@/lib/engine/market/quote";
import type { FeedKind } from "@/lib/wire/raxx/desk";
import { buildItem, type CommitItem, type LoadedAccount, type Step } from "./commit-item";
import type { DoorAnswer, Waiting } from "./door-request";
import { type NamedOrder, namedOrders } from "./named-orders";

export interface DecidedAccount {
  readonly waiting: readonly Waiting[];
  /** The answer each command gets if the commit succeeds, in order. */
  readonly answers: readonly DoorAnswer[];
  /** Null when no command led to an event. */
  readonly item: CommitItem | null;
  readonly refused: boolean;
  /** A bug that this account's commands met: they fail with it, and nobody else's do. */
  readonly failure: Error | null;
}

/** Folds the commands of an account into one commit item and their answers. */
export function decideAccount(
  account: LoadedAccount,
  waiting: readonly Waiting[],
  markets: ReadonlyMap<FeedKind, MarketView>,
): DecidedAccount {
  try {
    return decideAll(account, waiting, markets);
  } catch (error) {
    return undecided(waiting, error instanceof Error ? error : new Error(String(error)));
  }
}

/** Commands that cannot be decided, and why. */
export function undecided(waiting: readonly Waiting[], failure: Error): DecidedAccount {
  return { waiting, answers: [], item: null, refused: false, failure };
}

function decideAll(
  account: LoadedAccount,
  waiting: readonly Waiting[],
  markets: ReadonlyMap<FeedKind, MarketView>,
): DecidedAccount {
  const answers: DoorAnswer[] = [];
  const steps: Step[] = [];
  const newIds = new Map<string, string>();
  let { state } = account;
  for (const { request } of waiting) {
    const { command } = request;
    const named = namedOrders(command);
    const twin = twinOf(state, named, newIds);
    if (twin !== undefined) {
      answers.push({ kind: "duplicate", orderId: twin });
      continue;
    }
    const market = markets.get(request.feed);
    if (market === undefined) throw new Error(`no market of the ${request.feed} feed was loaded`);
    const decision = decide(state, command, market);
    if (!decision.ok) {
      answers.push({ kind: "refused", rejection: decision.error });
      continue;
    }
    for (const { id, clientOrderId } of named) newIds.set(clientOrderId, id);
    state = takeSteps(steps, state, decision.value);
    answers.push({ kind: "done", state, events: decision.value, eventMs: 0 });
  }
  return {
    waiting,
    answers,
    item: steps.length === 0 ? null : buildItem(account, steps),
    refused: answers.some((answer) => answer.kind === "refused"),
    failure: null,
  };
}

/** Folds events, keeping each with the states around it; answers the last state. */
function takeSteps(
  steps: Step[],
  start: AccountState,
  events: readonly AccountEvent[],
): AccountState {
  let state = start;
  for (const event of events) {
    const after = evolve(state, event);
    steps.push({ before: state, event, after });
    state = after;
  }
  return state;
}

/**
 * The order a command would repeat: one of this batch with a client order id of its own, or itself,
 * when an earlier try committed and its answer was lost.
 */
function twinOf(
  state: AccountState,
  named: readonly NamedOrder[],
  newIds: ReadonlyMap<string, string>,
): string | undefined {
  const [own] = named;
  if (own !== undefined && state.orders.has(own.id)) return own.id;
  return named.map(({ clientOrderId }) => newIds.get(clientOrderId)).find((id) => id !== undefined);
}
