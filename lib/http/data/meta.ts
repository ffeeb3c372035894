/** GET …/meta/…: what the codes of market data mean (alpaca-wire.md §5.1, §5.2). */
import { BadDataQuery, choiceOf } from "@/lib/wire/alpaca/data-query";
import {
  OPTION_EXCHANGES,
  optionConditions,
  STOCK_EXCHANGES,
  stockConditions,
} from "@/lib/wire/alpaca/exchange-codes";
import { type Call, type Handler, ok, param } from "../call";

export const TAPES = ["A", "B", "C", "N", "O"] as const;

export const getStockExchanges: Handler = async () => ok(STOCK_EXCHANGES);

export const getOptionExchanges: Handler = async () => ok(OPTION_EXCHANGES);

export const getStockConditions: Handler = async (call) => {
  const kind = kindOf(call);
  const tape = choiceOf(call.query, "tape", TAPES);
  if (tape === null) throw new BadDataQuery("tape is required");
  return ok(stockConditions(kind, tape));
};

export const getOptionConditions: Handler = async (call) => ok(optionConditions(kindOf(call)));

function kindOf(call: Call): "trade" | "quote" {
  const kind = param(call, "kind");
  if (kind === "trade" || kind === "quote") return kind;
  throw new BadDataQuery(`invalid ticktype: ${kind.slice(0, 32)}`);
}
