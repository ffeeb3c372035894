/**
 * CUSIPs of the simulated stocks. Their issuer numbers begin with 99, which CUSIP leaves to users for
 * numbers of their own: none of them can be that of a real security.
 *
 * Source: CUSIP Global Services, "CUSIP Permanence" and check digit (modulus 10 double-add-double) of
 * ANSI X9.6, read 2026-11-21.
 */
import { hashText } from "./random";

const ISSUERS = 10_000;
/** The issue number of an issuer's first common stock. */
const COMMON_STOCK = "10";

/** A CUSIP that is always the same for a symbol. */
export function cusipOf(symbol: string): string {
  const issuer = String(hashText(`cusip ${symbol}`) % ISSUERS).padStart(4, "0");
  const base = `99${issuer}${COMMON_STOCK}`;
  return `${base}${checkDigit(base)}`;
}

/** The ninth character: letters count from 10 on, every second value twice, digits of each are added. */
export function checkDigit(base: string): number {
  let sum = 0;
  for (const [index, character] of [...base].entries()) {
    const value = Number.parseInt(character, 36) * (index % 2 === 1 ? 2 : 1);
    sum += Math.floor(value / 10) + (value % 10);
  }
  return (10 - (sum % 10)) % 10;
}
