/** A two-leg order a market would fill: the contracts come from the API, as a bot's would. */
import type { Alpaca, trading } from "@alpacahq/alpaca-trade-api";
import { type Bot, sdkOf } from "./bot";
import { quotesOf } from "./wire-socket";

const DAY_MS = 86_400_000;

export interface PutSpread {
  readonly sold: string;
  readonly bought: string;
  /** Signed net a unit trades at now: the bought leg's ask less the sold leg's bid. */
  readonly naturalCents: number;
}

/** SPY puts of the first expiry at least three weeks out, near 5% below the money. */
export async function listedPuts(alpaca: Alpaca, spy: number): Promise<trading.OptionContract[]> {
  const { timestamp } = await alpaca.trading.clock.legacyClock();
  const from = new Date((timestamp as Date).getTime() + 21 * DAY_MS);
  const { optionContracts } = await alpaca.trading.assets.getOptionsContracts({
    underlyingSymbols: "SPY",
    type: "put",
    expirationDateGte: from,
    expirationDateLte: new Date(from.getTime() + 30 * DAY_MS),
    strikePriceGte: Math.floor(spy * 0.93),
    strikePriceLte: Math.ceil(spy * 0.97),
    limit: 1_000,
  });
  const first = optionContracts[0]?.expirationDate.getTime();
  return optionContracts.filter(({ expirationDate }) => expirationDate.getTime() === first);
}

/** A put credit spread of listed series, and what it trades at. */
export async function findPutSpread(bot: Bot): Promise<PutSpread> {
  const spy = (await quotesOf(bot, ["SPY"])).get("SPY");
  const puts = await listedPuts(sdkOf(bot), Number(spy?.bid));
  const [bought, sold] = [puts[0], puts[Math.min(5, puts.length - 1)]];
  if (bought === undefined || sold === undefined || bought === sold) throw new Error("no puts");
  const quotes = await quotesOf(bot, [bought.symbol, sold.symbol]);
  const ask = Math.round(Number(quotes.get(bought.symbol)?.ask) * 100);
  const bid = Math.round(Number(quotes.get(sold.symbol)?.bid) * 100);
  return { sold: sold.symbol, bought: bought.symbol, naturalCents: ask - bid };
}

/** The legs of an opening spread as the wire writes them. */
export function openingLegs({ sold, bought }: PutSpread) {
  return [
    { symbol: sold, ratioQty: "1", side: "sell" as const, positionIntent: "sell_to_open" as const },
    { symbol: bought, ratioQty: "1", side: "buy" as const, positionIntent: "buy_to_open" as const },
  ];
}
