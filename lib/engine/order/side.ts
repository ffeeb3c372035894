/** Which way an order trades. */
export type OrderSide = "buy" | "sell";
