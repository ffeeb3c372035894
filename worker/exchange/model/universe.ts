/**
 * The companies and funds the simulated market lists. The tickers are ones people know; prices, volatility
 * and volume are made up, of a plausible size, and never presented as real.
 */

/** 1 the most traded ETFs, 2 mega caps, 3 heavily traded, 4 the rest: sets spreads, sizes and prints. */
export type Liquidity = 1 | 2 | 3 | 4;

export type Sector =
  | "broad"
  | "technology"
  | "financial"
  | "energy"
  | "health"
  | "consumer"
  | "industrial"
  | "haven";

export type Listing = {
  readonly symbol: string;
  readonly name: string;
  readonly exchange: "ARCA" | "NASDAQ" | "NYSE";
  readonly sector: Sector;
  readonly isEtf: boolean;
  /** Dollars; prices wander around it. */
  readonly basePrice: number;
  /** Share of the market's move. */
  readonly beta: number;
  /** Yearly volatility of its own, beside market and sector. */
  readonly ownVolatility: number;
  /** Continuous, yearly. */
  readonly dividendYield: number;
  /** Shares on an average day, in millions. */
  readonly dailyVolumeMillions: number;
  readonly liquidity: Liquidity;
};

type Row = readonly [
  symbol: string,
  name: string,
  exchange: Listing["exchange"],
  sector: Sector,
  basePrice: number,
  beta: number,
  ownVolatility: number,
  dividendYield: number,
  dailyVolumeMillions: number,
  liquidity: Liquidity,
];

const ETF_ROWS: readonly Row[] = [
  ["SPY", "SPDR S&P 500 ETF Trust", "ARCA", "broad", 662, 1, 0.005, 0.011, 72, 1],
  ["QQQ", "Invesco QQQ Trust", "NASDAQ", "technology", 604, 1.15, 0.02, 0.005, 55, 1],
  ["IWM", "iShares Russell 2000 ETF", "ARCA", "broad", 243, 1.15, 0.09, 0.01, 38, 1],
  ["DIA", "SPDR Dow Jones Industrial Average ETF", "ARCA", "broad", 466, 0.85, 0.03, 0.015, 6, 1],
  ["GLD", "SPDR Gold Shares", "ARCA", "haven", 374, 0.05, 0.15, 0, 12, 2],
  ["SLV", "iShares Silver Trust", "ARCA", "haven", 46, 0.2, 0.27, 0, 30, 2],
  ["TLT", "iShares 20+ Year Treasury Bond ETF", "NASDAQ", "haven", 89, -0.1, 0.13, 0.043, 35, 2],
  [
    "HYG",
    "iShares iBoxx High Yield Corporate Bond ETF",
    "ARCA",
    "broad",
    80.5,
    0.3,
    0.03,
    0.057,
    35,
    2,
  ],
  ["XLF", "Financial Select Sector SPDR Fund", "ARCA", "financial", 53, 0.9, 0.05, 0.014, 42, 2],
  ["XLE", "Energy Select Sector SPDR Fund", "ARCA", "energy", 89, 0.8, 0.1, 0.032, 15, 2],
  ["XLK", "Technology Select Sector SPDR Fund", "ARCA", "technology", 284, 1.2, 0.04, 0.006, 8, 3],
  ["SMH", "VanEck Semiconductor ETF", "NASDAQ", "technology", 344, 1.5, 0.16, 0.004, 9, 3],
  ["EEM", "iShares MSCI Emerging Markets ETF", "ARCA", "broad", 54.5, 0.8, 0.09, 0.022, 28, 2],
  ["GDX", "VanEck Gold Miners ETF", "ARCA", "haven", 75, 0.5, 0.31, 0.008, 22, 3],
  ["ARKK", "ARK Innovation ETF", "ARCA", "technology", 81, 1.6, 0.22, 0, 9, 3],
];

const STOCK_ROWS: readonly Row[] = [
  ["AAPL", "Apple Inc.", "NASDAQ", "technology", 268, 1.1, 0.17, 0.004, 48, 2],
  ["MSFT", "Microsoft Corporation", "NASDAQ", "technology", 496, 1, 0.14, 0.007, 22, 2],
  ["NVDA", "NVIDIA Corporation", "NASDAQ", "technology", 183, 1.7, 0.28, 0.001, 180, 2],
  ["AMZN", "Amazon.com, Inc.", "NASDAQ", "consumer", 223, 1.2, 0.2, 0, 42, 2],
  ["GOOGL", "Alphabet Inc. Class A", "NASDAQ", "technology", 289, 1.1, 0.19, 0.003, 35, 2],
  ["META", "Meta Platforms, Inc.", "NASDAQ", "technology", 604, 1.2, 0.22, 0.003, 15, 2],
  ["TSLA", "Tesla, Inc.", "NASDAQ", "consumer", 406, 1.8, 0.42, 0, 90, 2],
  ["AMD", "Advanced Micro Devices, Inc.", "NASDAQ", "technology", 226, 1.7, 0.34, 0, 55, 2],
  ["AVGO", "Broadcom Inc.", "NASDAQ", "technology", 346, 1.5, 0.28, 0.007, 24, 3],
  ["NFLX", "Netflix, Inc.", "NASDAQ", "consumer", 109, 1, 0.25, 0, 38, 3],
  ["INTC", "Intel Corporation", "NASDAQ", "technology", 35.2, 1.2, 0.38, 0, 90, 2],
  ["MU", "Micron Technology, Inc.", "NASDAQ", "technology", 224, 1.6, 0.36, 0.002, 26, 3],
  ["ORCL", "Oracle Corporation", "NYSE", "technology", 214, 1.2, 0.32, 0.009, 24, 3],
  ["CRM", "Salesforce, Inc.", "NYSE", "technology", 236, 1.1, 0.23, 0.007, 9, 3],
  ["ADBE", "Adobe Inc.", "NASDAQ", "technology", 328, 1, 0.24, 0, 5, 4],
  ["QCOM", "QUALCOMM Incorporated", "NASDAQ", "technology", 168, 1.2, 0.22, 0.021, 10, 3],
  ["CSCO", "Cisco Systems, Inc.", "NASDAQ", "technology", 77, 0.8, 0.14, 0.021, 22, 3],
  ["PLTR", "Palantir Technologies Inc.", "NASDAQ", "technology", 166, 1.7, 0.45, 0, 60, 2],
  ["UBER", "Uber Technologies, Inc.", "NYSE", "consumer", 89, 1.2, 0.27, 0, 19, 3],
  ["SHOP", "Shopify Inc.", "NASDAQ", "technology", 144, 1.7, 0.36, 0, 10, 4],
  ["COIN", "Coinbase Global, Inc.", "NASDAQ", "financial", 261, 2, 0.55, 0, 11, 3],
  ["HOOD", "Robinhood Markets, Inc.", "NASDAQ", "financial", 116, 1.9, 0.5, 0, 35, 3],
  ["SOFI", "SoFi Technologies, Inc.", "NASDAQ", "financial", 26.8, 1.7, 0.42, 0, 62, 3],
  ["BAC", "Bank of America Corporation", "NYSE", "financial", 36.4, 1, 0.14, 0.028, 40, 2],
  ["JPM", "JPMorgan Chase & Co.", "NYSE", "financial", 303, 1, 0.13, 0.019, 9, 3],
  ["WFC", "Wells Fargo & Company", "NYSE", "financial", 84, 1, 0.16, 0.021, 15, 3],
  ["C", "Citigroup Inc.", "NYSE", "financial", 99, 1.1, 0.18, 0.024, 14, 3],
  ["GS", "The Goldman Sachs Group, Inc.", "NYSE", "financial", 788, 1.2, 0.16, 0.02, 2, 4],
  ["V", "Visa Inc.", "NYSE", "financial", 329, 0.8, 0.11, 0.008, 6, 3],
  ["PYPL", "PayPal Holdings, Inc.", "NASDAQ", "financial", 62, 1.2, 0.27, 0.009, 14, 3],
  ["PFE", "Pfizer Inc.", "NYSE", "health", 25, 0.5, 0.18, 0.069, 45, 2],
  ["MRK", "Merck & Co., Inc.", "NYSE", "health", 94, 0.4, 0.19, 0.036, 14, 3],
  ["JNJ", "Johnson & Johnson", "NYSE", "health", 203, 0.4, 0.13, 0.026, 9, 3],
  ["UNH", "UnitedHealth Group Incorporated", "NYSE", "health", 314, 0.5, 0.29, 0.028, 9, 3],
  ["LLY", "Eli Lilly and Company", "NYSE", "health", 1028, 0.6, 0.26, 0.006, 4, 4],
  ["T", "AT&T Inc.", "NYSE", "consumer", 25.6, 0.4, 0.15, 0.043, 38, 2],
  ["VZ", "Verizon Communications Inc.", "NYSE", "consumer", 41, 0.4, 0.14, 0.067, 22, 3],
  ["DIS", "The Walt Disney Company", "NYSE", "consumer", 105, 1, 0.18, 0.01, 10, 3],
  ["KO", "The Coca-Cola Company", "NYSE", "consumer", 71, 0.4, 0.1, 0.029, 15, 3],
  ["PEP", "PepsiCo, Inc.", "NASDAQ", "consumer", 146, 0.4, 0.13, 0.039, 7, 4],
  ["WMT", "Walmart Inc.", "NYSE", "consumer", 104, 0.6, 0.15, 0.009, 17, 3],
  ["COST", "Costco Wholesale Corporation", "NASDAQ", "consumer", 893, 0.8, 0.14, 0.006, 2, 4],
  ["HD", "The Home Depot, Inc.", "NYSE", "consumer", 341, 0.9, 0.15, 0.027, 4, 4],
  ["NKE", "NIKE, Inc.", "NYSE", "consumer", 63, 1, 0.24, 0.025, 13, 3],
  ["SBUX", "Starbucks Corporation", "NASDAQ", "consumer", 85, 0.9, 0.22, 0.029, 9, 3],
  ["XOM", "Exxon Mobil Corporation", "NYSE", "energy", 118, 0.7, 0.12, 0.034, 15, 3],
  ["CVX", "Chevron Corporation", "NYSE", "energy", 152, 0.7, 0.13, 0.045, 8, 3],
  ["BA", "The Boeing Company", "NYSE", "industrial", 183, 1.2, 0.24, 0, 8, 3],
  ["CAT", "Caterpillar Inc.", "NYSE", "industrial", 553, 1.2, 0.18, 0.011, 3, 4],
  ["F", "Ford Motor Company", "NYSE", "industrial", 13.1, 1.1, 0.24, 0.046, 75, 2],
  ["GM", "General Motors Company", "NYSE", "industrial", 70, 1.1, 0.23, 0.009, 11, 3],
  ["DAL", "Delta Air Lines, Inc.", "NYSE", "industrial", 58, 1.3, 0.27, 0.013, 9, 3],
  ["AAL", "American Airlines Group Inc.", "NASDAQ", "industrial", 12.9, 1.4, 0.33, 0, 60, 3],
  ["CCL", "Carnival Corporation", "NYSE", "consumer", 26, 1.6, 0.3, 0, 22, 3],
  ["SNAP", "Snap Inc.", "NYSE", "technology", 10.4, 1.4, 0.45, 0, 45, 3],
  ["RIVN", "Rivian Automotive, Inc.", "NASDAQ", "consumer", 15.2, 1.6, 0.48, 0, 38, 3],
  ["MARA", "MARA Holdings, Inc.", "NASDAQ", "financial", 11.6, 2.2, 0.6, 0, 50, 3],
];

function listingOf(row: Row, isEtf: boolean): Listing {
  const [symbol, name, exchange, sector, basePrice, beta, ownVolatility, dividendYield] = row;
  return {
    symbol,
    name,
    exchange,
    sector,
    isEtf,
    basePrice,
    beta,
    ownVolatility,
    dividendYield,
    dailyVolumeMillions: row[8],
    liquidity: row[9],
  };
}

/** Every listing, by symbol. */
export const LISTINGS: ReadonlyMap<string, Listing> = new Map(
  [
    ...ETF_ROWS.map((row) => listingOf(row, true)),
    ...STOCK_ROWS.map((row) => listingOf(row, false)),
  ]
    .sort((a, b) => (a.symbol < b.symbol ? -1 : 1))
    .map((listing) => [listing.symbol, listing]),
);

const LATE_CLOSE = new Set(["SPY", "QQQ", "IWM", "DIA"]);

/** Tells whether options on a symbol trade until a quarter past the close. */
export function closesLate(symbol: string): boolean {
  return LATE_CLOSE.has(symbol);
}
