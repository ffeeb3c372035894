/**
 * The regulatory and clearing fees brokers pass through on fills, by the New York date of the trade.
 * A row holds from its date until the next one; before the first row nothing is charged. The last
 * row stands until somebody reads a newer notice and adds it here: old fills keep their old rates.
 *
 * Rates are micro-dollars per unit, exact. Every line is rounded once, half to even, to the micro:
 * brokers round a day's total up to the cent, which a single fill cannot know.
 *
 * All sources were read 2026-11-21; a value no source confirmed says so in its row.
 */
import type { IsoDate } from "../calendar/new-york";
import type { Instrument } from "../instrument/instrument";

/** Whether fills pay the fees below, as an account is opened with. */
export type FeeSetting = "regulatory" | "none";

export type FeeName = "SEC" | "TAF" | "ORF" | "OCC" | "CAT";

export interface FeeRate {
  readonly from: IsoDate;
  readonly rateMicros: bigint;
  /** The most one trade (one leg of one fill) pays. */
  readonly capMicros: bigint | null;
}

export interface FeeSchedule {
  /** A rate is known for ever as `id@from`, which fills store. */
  readonly id: string;
  readonly name: FeeName;
  /** What the fee is for, in the words of the fill card. */
  readonly payee: string;
  readonly on: readonly Instrument["kind"][];
  /** Indices are not securities whose sale pays the fee. */
  readonly sparesIndexOptions: boolean;
  /** A contract is as many shares as its multiplier. */
  readonly unit: "million dollars" | "share" | "contract";
  readonly sides: "sells" | "both";
  /** By date, oldest first. */
  readonly rates: readonly FeeRate[];
}

/** Every fee, in the order a fill lists them. */
export const FEE_SCHEDULES: readonly FeeSchedule[] = [
  {
    // Exchange Act Section 31; sales of options on an index are exempt, 17 CFR 240.31(a)(11).
    id: "sec",
    name: "SEC",
    payee: "SEC Section 31 fee",
    on: ["equity", "option"],
    sparesIndexOptions: true,
    unit: "million dollars",
    sides: "sells",
    rates: [
      // $8.00 as brokers listed it before May 2024; the day it began was not confirmed.
      { from: "2023-02-27", rateMicros: 8_000_000n, capMicros: null },
      // $27.80: SEC release 34-99973 (FR 2024-08512), sixty days after the appropriation of 2024-03-23.
      { from: "2024-05-22", rateMicros: 27_800_000n, capMicros: null },
      // $0.00: SEC release 34-102779 (FR 2025-06214), FINRA Information Notice 4/24/25.
      { from: "2025-05-14", rateMicros: 0n, capMicros: null },
      // $20.60: alpaca-wire.md §2.12; SEC release 34-104909 (FR 2026-04233) of 2026-02-27.
      { from: "2026-04-04", rateMicros: 20_600_000n, capMicros: null },
    ],
  },
  {
    // FINRA By-Laws, Schedule A, Section 1: sales of shares, capped per trade.
    id: "taf_stock",
    name: "TAF",
    payee: "FINRA trading activity fee",
    on: ["equity"],
    sparesIndexOptions: false,
    unit: "share",
    sides: "sells",
    rates: [
      // $0.000145 as brokers listed it; the cap and the day it began were not confirmed.
      { from: "2023-01-01", rateMicros: 145n, capMicros: 7_270_000n },
      // $0.000166, cap $8.30, to 2025-12-31: broker fee pages.
      { from: "2024-01-01", rateMicros: 166n, capMicros: 8_300_000n },
      // $0.000195, cap $9.79: alpaca-wire.md §2.12; SR-FINRA-2024-019, fee adjustment schedule.
      { from: "2026-01-01", rateMicros: 195n, capMicros: 9_790_000n },
    ],
  },
  {
    // The same rule for options: sales, by contract, no cap.
    id: "taf_option",
    name: "TAF",
    payee: "FINRA trading activity fee",
    on: ["option"],
    sparesIndexOptions: false,
    unit: "contract",
    sides: "sells",
    rates: [
      // $0.00244 and $0.00279 from broker fee pages.
      { from: "2023-01-01", rateMicros: 2_440n, capMicros: null },
      { from: "2024-01-01", rateMicros: 2_790n, capMicros: null },
      // $0.00329: SR-FINRA-2024-019 raises it with the stock rate; the figure itself was not confirmed.
      { from: "2026-01-01", rateMicros: 3_290n, capMicros: null },
    ],
  },
  {
    /*
     * The exchanges' sum, which brokers charge whatever the venue. Since 2026-01-02 exchanges move one
     * by one to a fee on their own trades only; a simulated fill has no venue and no common figure was
     * published, so the last confirmed sum stands.
     */
    id: "orf",
    name: "ORF",
    payee: "exchanges' options regulatory fee",
    on: ["option"],
    sparesIndexOptions: false,
    unit: "contract",
    sides: "both",
    rates: [
      // $0.03025, a broker's list of the time; the day it began was not confirmed.
      { from: "2023-01-01", rateMicros: 30_250n, capMicros: null },
      // $0.02815: Interactive Brokers, "Options Regulatory Fee", sum of eighteen exchanges.
      { from: "2025-03-03", rateMicros: 28_150n, capMicros: null },
      // $0.02685, a broker's list after MIAX's cut of 2025-09-01; the day was not confirmed.
      { from: "2025-09-01", rateMicros: 26_850n, capMicros: null },
    ],
  },
  {
    id: "occ",
    name: "OCC",
    payee: "OCC clearing fee",
    on: ["option"],
    sparesIndexOptions: false,
    unit: "contract",
    sides: "both",
    rates: [
      // $0.02 to 2,750 contracts, $55.00 a trade above: OCC Schedule of Fees; the day it began was not confirmed.
      { from: "2023-01-01", rateMicros: 20_000n, capMicros: 55_000_000n },
      // $0.025 and no flat fee: FR 89-105645 from 2025-01-01, refiled as SR-OCC-2025-002 (FR 90-10544).
      { from: "2025-01-01", rateMicros: 25_000n, capMicros: null },
    ],
  },
  {
    // Per executed equivalent share: a contract counts as its multiplier. CAT NMS Plan FAQ V.
    id: "cat",
    name: "CAT",
    payee: "consolidated audit trail fee",
    on: ["equity", "option"],
    sparesIndexOptions: false,
    unit: "share",
    sides: "both",
    rates: [
      // $0.000035, CAT Fee 2024-1; a month later $0.000013 more, Historical CAT Assessment 1.
      { from: "2024-09-01", rateMicros: 35n, capMicros: null },
      { from: "2024-10-01", rateMicros: 48n, capMicros: null },
      // CAT Fee 2025-1 at $0.000022 beside the assessment: figure not confirmed.
      { from: "2025-01-01", rateMicros: 35n, capMicros: null },
      // $0.000009, CAT Fee 2025-2 of SR-CBOE-2025-044, as brokers passed it on; figure not confirmed.
      { from: "2025-07-01", rateMicros: 9n, capMicros: null },
      // $0.000003: alpaca-wire.md §2.12; from the trades of May 2026 (CAT Fee 2026-1 and Assessment 1A).
      { from: "2026-05-01", rateMicros: 3n, capMicros: null },
    ],
  },
];
