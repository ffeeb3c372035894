/** The envelopes of alpaca-wire.md §1.1 as tests write them. */

/** 400: not the JSON an order is. */
export function malformed(detail: string): object {
  return { code: 40010000, message: `request body format is invalid: ${detail}` };
}

/** 422: a field without or with a senseless value. */
export function field(message: string): object {
  return { code: 40010001, message };
}

/** 422: well-formed, but no such order can be taken. */
export function unprocessable(message: string): object {
  return { code: 42210000, message };
}

export const SIMPLE = {
  symbol: "AAPL",
  qty: "10",
  side: "buy",
  type: "market",
  time_in_force: "day",
};
export const LIMIT = { ...SIMPLE, type: "limit", limit_price: "187.30" };
export const CALL = { ...SIMPLE, symbol: "AAPL261218C00200000", qty: "1" };
