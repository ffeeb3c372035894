/** What random traders ask of their accounts, and what nobody should. */
import type { FillProfile, MarketBinding } from "../../account/account-state";
import type { Command } from "../../account/command";
import type { EpochTerms } from "../../lifecycle/reset-account";
import { type Micros, NANOS_PER_UNIT, nanos, units } from "../../money";
import type { OrderDraft } from "../../order/draft";
import { cents } from "./listings";
import type { World } from "./market-moves";
import type { Random } from "./random";
import type { SimAccount } from "./sim-account";
import { near, simpleDraft } from "./simple-drafts";
import { spreadDraft } from "./spread-drafts";

type Ask = (world: World, account: SimAccount, id: string) => Command | null;

const PROFILES: readonly FillProfile[] = ["strict", "standard", "queue", "alpaca"];

/** What the account does next; null when it has nothing to do that with. */
export function nextRequest(world: World, account: SimAccount, id: string): Command | null {
  return world.random.weighted(ASKS)(world, account, id);
}

const simple: Ask = (world, account, id) => {
  const { random, listings } = world;
  const held = [...account.state.positions.values()];
  const listing = random.pick(listings.stocks());
  const fresh =
    random.oneIn(2) || listing.series.length === 0 ? listing.stock : random.pick(listing.series);
  const instrument = held.length > 0 && random.oneIn(2) ? random.pick(held).instrument : fresh;
  return submit(account, simpleDraft(world, account.state, { id, instrument }));
};

const spread: Ask = (world, account, id) => submit(account, spreadDraft(world, id));

function submit(account: SimAccount, draft: OrderDraft): Command {
  account.lastDraft = draft;
  return { type: "submit_order", draft };
}

/** Something is wrong with it, whatever else it is. */
const spoiled: Ask = (world, account, id) => {
  const request = world.random.pick([simple, spread])(world, account, id);
  if (request?.type !== "submit_order") return null;
  return { type: "submit_order", draft: spoil(world.random, request.draft) };
};

function spoil(random: Random, draft: OrderDraft): OrderDraft {
  switch (random.between(0, 9)) {
    case 0:
      return { ...draft, qtyNanos: nanos(0n) };
    case 1:
      return { ...draft, qtyNanos: units(60_000 * random.between(1, 30)) };
    case 2:
      return { ...draft, qtyNanos: nanos(draft.qtyNanos + 500_000_000n) };
    case 3:
      return { ...draft, notionalMicros: draft.qtyNanos as bigint as never };
    case 4:
      return { ...draft, extendedHours: true };
    case 5:
      return { ...draft, terms: { type: "limit", limitMicros: 0n as never } };
    case 6:
      return { ...draft, terms: { type: "limit", limitMicros: 2_000_000_000_000n as never } };
    case 7:
      return { ...draft, terms: { type: "trailing_stop", trail: { trailBps: 9_999_999 } } };
    case 8:
      return { ...draft, terms: { type: "stop", stopMicros: 10_000_001n as never } };
    default:
      return { ...draft, group: { kind: random.pick(["bracket", "oco", "oto"]) } };
  }
}

const cancel: Ask = ({ random }, { state, ended }) => {
  const working = [...state.orders.keys()];
  const gone = random.oneIn(12) ? [...ended].slice(-1) : [];
  const orderId = gone[0] ?? (working.length > 0 ? random.pick(working) : null);
  return orderId === null ? null : { type: "cancel_order", orderId };
};

const exercise: Ask = ({ random }, { state }) => {
  const options = [...state.positions.values()].filter(
    ({ instrument, qtyNanos }) =>
      instrument.kind === "option" && (qtyNanos > 0n || random.oneIn(9)),
  );
  if (options.length === 0) return null;
  const { symbol } = random.pick(options);
  return random.oneIn(2)
    ? { type: "exercise_option", symbol, qtyNanos: random.oneIn(2) ? null : units(1) }
    : { type: "instruct_do_not_exercise", symbol };
};

const optionSettings: Ask = ({ random }) => ({
  type: "change_option_settings",
  assignment: random.pick(["realistic", "realistic", "always", "never"]),
  shortfall: random.pick(["close", "close", "exercise"]),
});

const settings: Ask = ({ random }, { state }) => ({
  type: "change_settings",
  profile: random.pick(PROFILES),
  settings: anySettings(random),
  fees: state.fees,
  ...(random.oneIn(2) && {
    margin: {
      maxMultiplier: random.pick([1, 2, 2, 4]),
      optionsLevel: random.pick([0, 2, 3, 3, 3]),
    },
  }),
});

/** An owner who suspends orders takes it back soon. */
const choices: Ask = ({ random }, { state }) => ({
  type: "change_choices",
  choices: {
    suspended: !state.choices.suspended && random.oneIn(8),
    shorting: !random.oneIn(6),
    fractional: !random.oneIn(6),
    overnight: !random.oneIn(6),
    optionsLevelMax: random.pick([1, 2, 3, 3, 3, 3]),
  },
});

/** Chance and latency are off more often than on. */
function anySettings(random: Random) {
  const some = (most: number) => (random.oneIn(4) ? random.between(0, most) : 0);
  return {
    seed: random.between(0, 1_000_000),
    latencyMs: random.oneIn(6) ? random.between(1, 3_000) : 0,
    slippageTicksMax: some(3),
    improvementBps: some(5_000),
    partialBps: random.oneIn(200) ? 10_001 : some(5_000),
  };
}

const replace: Ask = ({ random }, { state }, id) => {
  const working = [...state.orders.values()];
  if (working.length === 0) return null;
  const { id: orderId, terms, qtyNanos } = random.pick(working);
  const about = { id, clientOrderId: id };
  const another = (price: Micros) => near(random, price, random.pick([-40, 0, 40]));
  const prices = {
    ...("limitMicros" in terms && { limitMicros: another(terms.limitMicros) }),
    ...("stopMicros" in terms && random.oneIn(2) && { stopMicros: another(terms.stopMicros) }),
    ...("trail" in terms && { trail: { trailBps: random.between(5, 300) } }),
  };
  const whole = NANOS_PER_UNIT * BigInt(random.between(-1, 2));
  const amount = random.oneIn(3) ? { qtyNanos: nanos(qtyNanos + whole) } : {};
  const time = random.oneIn(8) ? { timeInForce: random.pick(["day", "gtc"] as const) } : {};
  const wrong = random.oneIn(30) ? { stopMicros: cents(100) } : {};
  const replacement = { ...about, ...prices, ...amount, ...time, ...wrong };
  return { type: "replace_order", orderId, replacement };
};

/** A trader begins again. */
const reset: Ask = ({ random }, { state }) =>
  random.oneIn(6) ? { type: "reset_account", ...epochTerms(random, state.market) } : null;

/** The shell puts an account that broke a constraint aside. */
const freeze: Ask = ({ random }) =>
  random.oneIn(4) ? { type: "freeze_account", reason: "constraint" } : null;

/** What an epoch opens with. */
export function epochTerms(random: Random, market: MarketBinding): EpochTerms {
  return {
    kind: random.pick(["cash", "margin", "margin"]),
    policy: random.pick(["regt", "regt", "alpaca"]),
    profile: random.pick(PROFILES),
    market,
    fees: random.pick(["regulatory", "none"]),
    startingCashMicros: cents(random.pick([500_000, 6_000_000, 25_000_000])),
    ...(random.oneIn(3) && { settings: { ...anySettings(random), partialBps: 0 } }),
    margin: { maxMultiplier: random.pick([1, 2, 4]), optionsLevel: 3 },
  };
}

const ASKS: readonly (readonly [number, Ask])[] = [
  [60, simple],
  [26, spread],
  [3, spoiled],
  [16, cancel],
  [5, exercise],
  [1, optionSettings],
  [2, settings],
  [4, choices],
  [10, replace],
  [1, reset],
  [1, freeze],
];
