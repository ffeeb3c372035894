/** Refusals about exercise, expiry and settlement for people. */
import { formatPrice, formatQuantity } from "../decimal";
import type { LifecycleRejection } from "../lifecycle/lifecycle-rejection";

type Rows = {
  readonly [C in LifecycleRejection["code"]]: (
    rejection: Extract<LifecycleRejection, { code: C }>,
  ) => string;
};

export const LIFECYCLE_SENTENCES: Rows = {
  good_faith: ({ symbol, requestedNanos, availableNanos, untilDate }) =>
    `You want to sell ${formatQuantity(requestedNanos)} × ${symbol}; ${formatQuantity(availableNanos)} are free. The rest was bought with money that settles on ${untilDate} and can be sold from then on.`,
  option_position_not_found: ({ symbol }) => `You hold no ${symbol}.`,
  exercise_short: ({ symbol }) => `You are short ${symbol}: only its holder can exercise it.`,
  exercise_european: ({ symbol }) =>
    `${symbol} is European: it is settled at its expiry and cannot be exercised before.`,
  exercise_window_closed: ({ symbol }) =>
    `${symbol} can be exercised on trading days until the close, on its last day until 17:30 ET.`,
  exercise_out_of_money: ({ symbol }) => `${symbol} is out of the money.`,
  exercise_not_carried: ({ symbol, requiredMicros, availableMicros }) =>
    `Exercising ${symbol} needs $${formatPrice(requiredMicros)} of buying power and $${formatPrice(availableMicros)} is free. Exercise fewer contracts, or sell them.`,
  exercise_undeliverable: ({ symbol, underlying, requiredNanos, availableNanos }) =>
    `Exercising ${symbol} delivers ${formatQuantity(requiredNanos)} ${underlying} and you hold ${formatQuantity(availableNanos)}. A cash account may not sell stock short: buy it first, or sell the option.`,
  exercise_uncovers: ({ symbol, underlying }) =>
    `Exercising ${symbol} gives away what covers your short calls on ${underlying}. A cash account may not be short a call without cover: buy the call back first, or sell the option.`,
  do_not_exercise_set: ({ symbol }) => `You have asked not to exercise ${symbol}.`,
  do_not_exercise_window: ({ expiryDate }) =>
    `This can be asked on the day of expiry, ${expiryDate}, until 17:30 ET.`,
  no_settlement_price: ({ symbols }) => `There is no price of ${symbols.join(", ")} to decide by.`,
  not_enough_ids: ({ needed }) => `The request needs ${needed} order ids.`,
};
