/** The money of a campaign, as its events posted it. */
import type { Posting } from "../ledger/posting";
import { type Micros, micros, sumMicros, ZERO_MICROS } from "../money";

export interface CampaignFigures {
  /** Net cash of the trades that brought some, and of those that cost some; both without fees. */
  readonly creditsMicros: Micros;
  readonly debitsMicros: Micros;
  readonly feesMicros: Micros;
  readonly dividendsMicros: Micros;
  /** As the ledger realised it, at average cost, before fees. */
  readonly realizedMicros: Micros;
}

export const NO_FIGURES: CampaignFigures = {
  creditsMicros: ZERO_MICROS,
  debitsMicros: ZERO_MICROS,
  feesMicros: ZERO_MICROS,
  dividendsMicros: ZERO_MICROS,
  realizedMicros: ZERO_MICROS,
};

/** Adds figures up, line by line. */
export function addFigures(a: CampaignFigures, b: CampaignFigures): CampaignFigures {
  return {
    creditsMicros: micros(a.creditsMicros + b.creditsMicros),
    debitsMicros: micros(a.debitsMicros + b.debitsMicros),
    feesMicros: micros(a.feesMicros + b.feesMicros),
    dividendsMicros: micros(a.dividendsMicros + b.dividendsMicros),
    realizedMicros: micros(a.realizedMicros + b.realizedMicros),
  };
}

/** The figures of a trade that brought cash, or cost it when negative. */
export function tradedFor(cashMicros: Micros): CampaignFigures {
  return cashMicros < 0n
    ? { ...NO_FIGURES, debitsMicros: micros(-cashMicros) }
    : { ...NO_FIGURES, creditsMicros: cashMicros };
}

/** What an event's ledger legs were; cash counts only when positions changed with it. */
export function figuresOf(postings: readonly Posting[], trades: boolean): CampaignFigures {
  const total = (account: Posting["account"]) =>
    sumMicros(postings.flatMap((leg) => (leg.account === account ? [leg.amountMicros] : [])));
  const feesMicros = total("fees");
  return {
    ...tradedFor(trades ? micros(total("cash") + feesMicros) : ZERO_MICROS),
    feesMicros,
    dividendsMicros: micros(-total("dividends")),
    realizedMicros: micros(-total("realized_pl")),
  };
}

/** Whether there is no money in them at all. */
export function isNothing(figures: CampaignFigures): boolean {
  return Object.values(figures).every((amount) => amount === 0n);
}
