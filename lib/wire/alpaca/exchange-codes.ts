/**
 * What the one-letter codes of market data mean (alpaca-wire.md §5.1, §5.2). Source: the CTA and UTP
 * plans' participant and sale condition tables and the OPRA specification, read 2026-11-20.
 */

type Codes = { readonly [code: string]: string };

/** Exchanges that quote and print stocks. */
export const STOCK_EXCHANGES: Codes = {
  A: "NYSE American (AMEX)",
  B: "NASDAQ OMX BX",
  C: "National Stock Exchange",
  D: "FINRA ADF",
  E: "Market Independent",
  H: "MIAX",
  I: "International Securities Exchange",
  J: "Cboe EDGA",
  K: "Cboe EDGX",
  L: "Long Term Stock Exchange",
  M: "Chicago Stock Exchange",
  N: "New York Stock Exchange",
  P: "NYSE Arca",
  Q: "NASDAQ OMX",
  S: "NASDAQ Small Cap",
  T: "NASDAQ Int",
  U: "Members Exchange",
  V: "IEX",
  W: "CBOE",
  X: "NASDAQ OMX PSX",
  Y: "Cboe BYX",
  Z: "Cboe BZX",
};

/** Exchanges that quote and print options. */
export const OPTION_EXCHANGES: Codes = {
  A: "AMEX - NYSE American",
  B: "BOX - Boston Options Exchange",
  C: "CBOE - Cboe Options Exchange",
  D: "EMERALD - Miami International Stock Exchange",
  E: "EDX - Cboe EDGX Options",
  H: "GEMX - International Securities Exchange Gemini",
  I: "ISE - International Securities Exchange",
  J: "MRX - International Securities Exchange Mercury",
  M: "MIAX - Miami International Stock Exchange",
  N: "NYSE - New York Stock Exchange",
  O: "OPRA - Options Price Reporting Authority",
  P: "PEARL - Miami International Stock Exchange",
  Q: "NASD - NASDAQ Options",
  S: "SPHR - Miami International Stock Exchange",
  T: "BX - NASDAQ Boston",
  U: "MEMX - Members Exchange",
  W: "C2 - Cboe Options Exchange",
  X: "PHLX - Philadelphia Stock Exchange",
  Z: "BATS - Cboe BZX Options",
};

/** Sale conditions of tapes A and B (CTA). */
const CTA_TRADES: Codes = {
  " ": "Regular Sale",
  B: "Average Price Trade",
  C: "Cash Trade (Same Day Clearing)",
  E: "Automatic Execution",
  F: "Inter-market Sweep Order",
  H: "Price Variation Trade",
  I: "Odd Lot Trade",
  K: "Rule 127 (NYSE only) or Rule 155 (NYSE MKT only)",
  L: "Sold Last (Late Reporting)",
  M: "Market Center Official Close",
  N: "Next Day Trade (Next Day Clearing)",
  O: "Market Center Opening Trade",
  P: "Prior Reference Price",
  Q: "Market Center Official Open",
  R: "Seller",
  T: "Extended Hours Trade",
  U: "Extended Hours Sold (Out Of Sequence)",
  V: "Contingent Trade",
  X: "Cross Trade",
  Z: "Sold (Out Of Sequence)",
  "4": "Derivatively Priced",
  "5": "Market Center Reopening Trade",
  "6": "Market Center Closing Trade",
  "7": "Qualified Contingent Trade",
  "9": "Corrected Consolidated Close Price as per Listing Market",
};

/** Sale conditions of tape C (UTP). */
const UTP_TRADES: Codes = {
  "@": "Regular Sale",
  A: "Acquisition",
  B: "Bunched Trade",
  C: "Cash Sale",
  D: "Distribution",
  F: "Intermarket Sweep",
  G: "Bunched Sold Trade",
  H: "Price Variation Trade",
  I: "Odd Lot Trade",
  K: "Rule 155 Trade (AMEX)",
  L: "Sold Last",
  M: "Market Center Official Close",
  N: "Next Day",
  O: "Opening Prints",
  P: "Prior Reference Price",
  Q: "Market Center Official Open",
  R: "Seller",
  S: "Split Trade",
  T: "Form T",
  U: "Extended trading hours (Sold Out of Sequence)",
  V: "Contingent Trade",
  W: "Average Price Trade",
  X: "Cross Trade",
  Y: "Yellow Flag Regular Trade",
  Z: "Sold (out of sequence)",
  "1": "Stopped Stock (Regular Trade)",
  "4": "Derivatively priced",
  "5": "Re-Opening Prints",
  "6": "Closing Prints",
  "7": "Qualified Contingent Trade",
  "9": "Corrected Consolidated Close (per listing market)",
};

const STOCK_QUOTES: Codes = {
  A: "Slow Quote Offer Side",
  B: "Slow Quote Bid Side",
  C: "Closing",
  E: "Slow Quote LRP Bid Side",
  F: "Slow Quote LRP Offer Side",
  H: "Slow Quote Bid And Offer Side",
  L: "Closed",
  N: "Non Firm",
  O: "Opening",
  R: "Regular, Two-Sided Open Quote",
  U: "Slow Quote LRP Bid And Offer",
  W: "Slow Quote Due To A Set Slow List On Both Sides",
};

/** Conditions of stock trades or quotes on a tape; tapes N and O are the overnight and OTC markets. */
export function stockConditions(kind: "trade" | "quote", tape: "A" | "B" | "C" | "N" | "O"): Codes {
  if (kind === "quote") return STOCK_QUOTES;
  return tape === "A" || tape === "B" ? CTA_TRADES : UTP_TRADES;
}

const OPTION_TRADES: Codes = {
  A: "Cancel",
  B: "Late and Out Of Sequence",
  C: "Last and Canceled",
  D: "Late",
  E: "Opening Trade and Canceled",
  F: "Opening Trade, Late, and Out of Sequence",
  G: "Only Trade and Canceled",
  H: "Opening Trade and Late",
  I: "Automatic Execution",
  J: "Reopening Trade",
  S: "Intermarket Sweep Order",
  a: "Single Leg Auction Non ISO",
  b: "Single Leg Auction ISO",
  c: "Single Leg Cross Non ISO",
  d: "Single Leg Cross ISO",
  e: "Single Leg Floor Trade",
  f: "Multi Leg Auto-Electronic Trade",
  g: "Multi Leg Auction",
  h: "Multi Leg Cross",
  i: "Multi Leg Floor Trade",
  j: "Multi Leg Auto-Electronic Trade against Single Leg(s)",
  k: "Stock Options Auction",
  t: "Multi Leg Floor Trade of Proprietary Products",
  u: "Multilateral Compression Trade of Proprietary Products",
  v: "Extended Hours Trade",
};
const OPTION_QUOTES: Codes = {
  " ": "Regular Trading",
  F: "Non-Firm Quote",
  I: "Indicative Value",
  R: "Rotation",
  T: "Trading Halted",
  X: "Eligible for Automatic Execution",
};

/** Conditions of option trades or quotes. */
export function optionConditions(kind: "trade" | "quote"): Codes {
  return kind === "trade" ? OPTION_TRADES : OPTION_QUOTES;
}
