/** GET /v2/positions and /v2/positions/{symbol or asset id} (alpaca-wire.md §1.9). */
import type { Position } from "@/lib/engine/account/account-state";
import { dayBasisMicros } from "@/lib/engine/account/position-figures";
import { instantOf, newYorkOf } from "@/lib/engine/calendar/new-york";
import { markMicros } from "@/lib/engine/market/quote";
import { closingHolds } from "@/lib/engine/order/check-position";
import { type AccountReading, readAccount } from "@/lib/server/accounts/read-account";
import { assetIdsOf } from "@/lib/server/market/asset-ids";
import { previousCloses } from "@/lib/server/market/previous-closes";
import { alpacaPosition } from "@/lib/wire/alpaca/position";
import { notFound } from "@/lib/wire/alpaca/refusal";
import { type Call, type Handler, ok, param, refused } from "../call";

type Shown = ReturnType<typeof alpacaPosition>;

/** Lists what the account holds, by symbol. */
export const getPositions: Handler = async (call) => {
  const reading = await readAccount(call.deps, call.caller);
  return ok(await showPositions(call, reading, [...reading.state.positions.values()]));
};

/** One position. */
export const getPosition: Handler = async (call) => {
  const name = param(call, "symbol");
  const reading = await readAccount(call.deps, call.caller);
  const held = reading.state.positions.get(name);
  const candidates = held === undefined ? [...reading.state.positions.values()] : [held];
  const shown = await showPositions(call, reading, candidates);
  const found = shown.find(({ symbol, asset_id }) => symbol === name || asset_id === name);
  return found === undefined ? refused(notFound("position does not exist")) : ok(found);
};

async function showPositions(
  { deps }: Call,
  { state, market }: AccountReading,
  positions: readonly Position[],
): Promise<readonly Shown[]> {
  const symbols = positions.map(({ symbol }) => symbol);
  const [assets, assetIdOf, closes] = await Promise.all([
    deps.catalog.listAssets(),
    assetIdsOf(deps, symbols),
    previousCloses(deps, symbols),
  ]);
  const startMs = instantOf(newYorkOf(market.nowMs).date, 0);
  const shown = positions.map((position) => {
    const { symbol, instrument } = position;
    const lastDayMicros = closes.get(symbol) ?? null;
    const day = { startMs, lastCloseMicros: lastDayMicros };
    return alpacaPosition(position, {
      assetId: assetIdOf(symbol),
      exchange: assets.get(symbol)?.exchange ?? "",
      marginable: instrument.kind === "equity" && instrument.marginable,
      markMicros: markMicros(market, symbol),
      lastDayMicros,
      dayBasisMicros: dayBasisMicros(position, state.lots.get(symbol) ?? [], day),
      heldNanos: closingHolds(state, symbol).heldNanos,
    });
  });
  return shown.sort((a, b) => (a.symbol < b.symbol ? -1 : 1));
}
