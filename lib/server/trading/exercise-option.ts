/** A holder's word about a long option: exercise it now, or not at expiry (alpaca-wire.md §1.9, §2.11). */
import type { Command } from "@/lib/engine/account/command";
import { type Equity, symbolsTouched } from "@/lib/engine/instrument/instrument";
import type { Rejection } from "@/lib/engine/order/rejection";
import type { Caller, Deps } from "../deps";
import { symbolOfId } from "../market/symbols-of-ids";
import { findPosition } from "./close-position";

/** Null when it was done. */
export type InstructionResult = Rejection | null;

/** Exercises every contract of a series that no working order has spoken for. */
export async function exerciseOption(
  deps: Deps,
  caller: Caller,
  name: string,
): Promise<InstructionResult> {
  const position = await findPosition(deps, caller, name);
  const delivered = position === null ? [] : symbolsTouched(position.instrument);
  const instruments = await deps.catalog.findInstruments(delivered);
  const equities = [...instruments.values()].filter(
    (instrument): instrument is Equity => instrument.kind === "equity",
  );
  const symbol = position?.symbol ?? name;
  return instruct(deps, caller, { type: "exercise_option", symbol, qtyNanos: null, equities });
}

/** Tells that a series is to expire unexercised. */
export async function doNotExercise(
  deps: Deps,
  caller: Caller,
  name: string,
): Promise<InstructionResult> {
  const symbol = await symbolOfId(deps, name);
  return instruct(deps, caller, { type: "instruct_do_not_exercise", symbol });
}

async function instruct(
  deps: Deps,
  { accountId, feed }: Caller,
  command: Command,
): Promise<InstructionResult> {
  const answer = await deps.door.ask({ accountId, feed, command });
  return answer.kind === "refused" ? answer.rejection : null;
}
