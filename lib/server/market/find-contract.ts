/** One option contract by its symbol or its asset id. */
import { parseOccSymbol } from "@/lib/engine/instrument/occ-symbol";
import type { Deps } from "../deps";
import { isUuid } from "../ids";
import type { Contract, ContractRow } from "./catalog";

/** Finds a contract; null when there is none by that name. */
export async function findContract(
  { catalog, webPool }: Pick<Deps, "catalog" | "webPool">,
  symbolOrId: string,
): Promise<Contract | null> {
  if (!isUuid(symbolOrId)) {
    if (parseOccSymbol(symbolOrId) === null) return null;
    return (await catalog.findContracts([symbolOrId])).get(symbolOrId) ?? null;
  }
  const { rows } = await webPool.query<ContractRow>(
    "SELECT * FROM option_contracts WHERE asset_id = $1",
    [symbolOrId],
  );
  const [contract] = await catalog.remember(rows);
  return contract ?? null;
}
