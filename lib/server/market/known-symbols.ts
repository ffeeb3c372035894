/** Keeps the symbols that exist: nothing else may reach the hub or the data account. */
import { SOCKET_SYMBOLS_MAX } from "@/lib/wire/raxx/stream";
import type { Deps } from "../deps";

/** Known symbols among those asked for, at most as many as a socket may watch. */
export async function knownSymbols(
  { catalog }: Pick<Deps, "catalog">,
  asked: readonly string[],
): Promise<readonly string[]> {
  const distinct = [...new Set(asked.filter((symbol) => symbol !== ""))].slice(
    0,
    SOCKET_SYMBOLS_MAX,
  );
  const instruments = await catalog.findInstruments(distinct);
  return distinct.filter((symbol) => instruments.has(symbol));
}
