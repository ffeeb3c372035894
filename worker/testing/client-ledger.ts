/**
 * What the senders of orders know, outside the database and outside the processes that are killed:
 * a line before each order is sent and a line after each answer. A line is written with one system
 * call, so a kill leaves whole lines.
 */
import { openSync, readFileSync, writeSync } from "node:fs";

export interface Sent {
  readonly clientOrderId: string;
  readonly accountId: string;
}

export interface Acknowledged extends Sent {
  readonly orderId: string;
}

export class ClientLedger {
  private readonly file: number;

  constructor(private readonly path: string) {
    this.file = openSync(path, "a");
  }

  sent({ clientOrderId, accountId }: Sent): void {
    writeSync(this.file, `sent ${clientOrderId} ${accountId}\n`);
  }

  /** The order with this id exists, says the door. */
  acknowledged({ clientOrderId, accountId, orderId }: Acknowledged): void {
    writeSync(this.file, `acked ${clientOrderId} ${accountId} ${orderId}\n`);
  }

  /** The order was refused: there is none. */
  refused({ clientOrderId, accountId }: Sent): void {
    writeSync(this.file, `refused ${clientOrderId} ${accountId}\n`);
  }

  /** Everything so far; `contradicted` were refused after they had been acknowledged. */
  read() {
    const open = new Map<string, Sent>();
    const acknowledged: Acknowledged[] = [];
    const known = new Set<string>();
    const contradicted: string[] = [];
    for (const line of readFileSync(this.path, "utf8").split("\n")) {
      const [kind, clientOrderId = "", accountId = "", orderId = ""] = line.split(" ");
      if (kind === "sent") open.set(clientOrderId, { clientOrderId, accountId });
      else open.delete(clientOrderId);
      if (kind === "acked") acknowledged.push({ clientOrderId, accountId, orderId });
      if (kind === "acked") known.add(clientOrderId);
      if (kind === "refused" && known.has(clientOrderId)) contradicted.push(clientOrderId);
    }
    return { open: [...open.values()], acknowledged, contradicted };
  }
}
