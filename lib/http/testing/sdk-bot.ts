/** The real Alpaca SDK on the handlers of a program world: a bot changes its address and nothing else. */
import { Alpaca } from "@alpacahq/alpaca-trade-api";
import type { Deps } from "@/lib/server/deps";
import { handleProgramRequest } from "../table";
import type { ProgramWorld, Trader } from "./program-world";

/** The SDK of a new trader, its requests answered by the handlers. */
export async function createSdkBot(
  world: ProgramWorld,
  name: string,
  deps: Deps = world.deps,
): Promise<{ readonly trader: Trader; readonly alpaca: Alpaca }> {
  const trader = await world.newTrader(`${name}@raxx.test`);
  const fetchApi = async (input: string | URL | Request, init?: RequestInit) => {
    const response = await handleProgramRequest(deps, new Request(input, init));
    if (response === null) throw new Error("the path is ours");
    return response;
  };
  const { "APCA-API-KEY-ID": keyId = "", "APCA-API-SECRET-KEY": secret = "" } = trader.keys;
  const alpaca = new Alpaca({ keyId, secret, paper: true, fetchApi, rateLimit: false });
  return { trader, alpaca };
}
