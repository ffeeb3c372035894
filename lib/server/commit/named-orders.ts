/** The orders a command would make, with their client order ids: each is unique for ever (decisions 18). */
import type { Command } from "@/lib/engine/account/command";

export interface NamedOrder {
  readonly id: string;
  readonly clientOrderId: string;
}

/** The order itself first, then its exits; none for a command that makes no order of its sender's. */
export function namedOrders(command: Command): readonly NamedOrder[] {
  if (command.type === "replace_order") return [command.replacement];
  if (command.type !== "submit_order") return [];
  const { draft } = command;
  const exits = [draft.group?.takeProfit, draft.group?.stopLoss];
  return [draft, ...exits.filter((exit) => exit !== undefined)];
}
