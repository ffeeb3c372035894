/** Names of what is held and of what one might hold: GET /v1/strategies, POST /v1/strategies/recognise. */
import { present } from "@/lib/engine/assert";
import { describeLegs, strategyLegs } from "@/lib/engine/strategy/describe";
import { recogniseStrategy } from "@/lib/engine/strategy/recognise";
import { readAccount } from "@/lib/server/accounts/read-account";
import { positionGroups } from "@/lib/server/desk/position-view";
import { assetNotFound } from "@/lib/wire/alpaca/order-value";
import { apiView } from "@/lib/wire/raxx/api-view";
import { type Handler, ok, refused } from "../call";
import { readBody } from "./read-body";
import { RecogniseBody } from "./recognise-body";

/** The account's positions by the strategies they form, each contract in exactly one. */
export const getStrategies: Handler = async ({ deps, caller }) => {
  const { state, market } = await readAccount(deps, caller);
  return ok({ simulated: true, strategies: apiView(positionGroups(state, market)) });
};

/** The strategy that legs form, whoever holds them. */
export const postRecognise: Handler = async (call) => {
  const { legs } = readBody(call, RecogniseBody);
  const symbols = legs.map(({ symbol }) => symbol);
  const instruments = await call.deps.catalog.findInstruments(symbols);
  const unknown = symbols.find((symbol) => !instruments.has(symbol));
  if (unknown !== undefined) return refused(assetNotFound(unknown));
  const known = legs.map(({ symbol, side, ratio_qty }) => ({
    instrument: present(instruments.get(symbol), "it was found"),
    side,
    ratio: Number(ratio_qty),
  }));
  return ok({ strategy: recogniseStrategy(strategyLegs(known)), title: describeLegs(known) });
};
