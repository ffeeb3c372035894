/**
 * The orders of a trigger index by slot, one typed array per field: about 60 bytes an order of one leg,
 * its id included, where an object takes 300. Multi-leg orders are few and stay objects.
 */
import type { OrderSide } from "@/lib/engine/order/order";
import { OrderIds } from "./order-ids";
import type { Waits } from "./waits";

export interface IndexedOrder {
  readonly orderId: string;
  readonly accountId: string;
  readonly orderClass: "simple" | "mleg";
  /** Null for a market order. Micros as a number: prices fit 2^53 by far. */
  readonly limitMicros: number | null;
  readonly expiresAtMs: number | null;
  readonly legs: readonly IndexedLeg[];
  /** Absent for an order that a quote may fill. */
  readonly waits?: Waits;
  /** Prints may bring it a share. */
  readonly readsPrints?: true;
}

interface IndexedLeg {
  readonly symbol: string;
  readonly side: OrderSide;
  readonly ratio: number;
}

const LIVE = 1;
const ARMED = 2;
const BUY = 4;
const EXPIRED = 8;

export class OrderColumns {
  readonly ids = new OrderIds();
  private readonly accountIds: string[] = [];
  private readonly accountNumbers = new Map<string, number>();
  private readonly multiLeg = new Map<number, IndexedOrder>();
  private flags = new Uint8Array(this.ids.capacity);
  private accounts = new Int32Array(this.ids.capacity);
  private symbols = new Int32Array(this.ids.capacity);
  private limits = new Float64Array(this.ids.capacity);
  private expiries = new Float64Array(this.ids.capacity);
  private readonly free: number[] = [];
  private used = 0;

  /** Stores an order, disarmed, and gives its slot; -1 when it is here already. `symbolId` is of its first leg. */
  add(order: IndexedOrder, symbolId: number): number {
    const slot = this.free.pop() ?? this.used++;
    if (!this.ids.insert(order.orderId, slot)) {
      this.free.push(slot);
      return -1;
    }
    if (this.ids.capacity > this.flags.length) this.grow(this.ids.capacity);
    const multi = order.orderClass === "mleg";
    this.flags[slot] = LIVE | (order.legs[0]?.side === "buy" ? BUY : 0);
    this.accounts[slot] = this.numberOf(order.accountId);
    this.symbols[slot] = symbolId;
    this.limits[slot] = order.limitMicros ?? Number.NaN;
    this.expiries[slot] = order.expiresAtMs ?? Number.POSITIVE_INFINITY;
    if (multi) this.multiLeg.set(slot, order);
    return slot;
  }

  /** Forgets an order; its slot stays taken until `release`, because something may still point at it. */
  remove(slot: number): void {
    this.ids.delete(slot);
    this.multiLeg.delete(slot);
    this.flags[slot] = (this.flags[slot] as number) & ~(LIVE | ARMED);
  }

  release(slot: number): void {
    this.free.push(slot);
  }

  isLive(slot: number): boolean {
    return ((this.flags[slot] as number) & LIVE) !== 0;
  }

  isArmed(slot: number): boolean {
    return ((this.flags[slot] as number) & ARMED) !== 0;
  }

  setArmed(slot: number, armed: boolean): void {
    const flags = this.flags[slot] as number;
    this.flags[slot] = armed ? flags | ARMED : flags & ~ARMED;
  }

  isBuy(slot: number): boolean {
    return ((this.flags[slot] as number) & BUY) !== 0;
  }

  symbolOf(slot: number): number {
    return this.symbols[slot] as number;
  }

  accountOf(slot: number): string {
    return this.accountIds[this.accounts[slot] as number] ?? "";
  }

  /** Micros; NaN for a market order. */
  limitOf(slot: number): number {
    return this.limits[slot] as number;
  }

  /** Infinity for an order that does not expire. */
  expiryOf(slot: number): number {
    return this.expiries[slot] as number;
  }

  /** Remembers that an order's expiry was noticed; false when it was before. */
  markExpired(slot: number): boolean {
    const flags = this.flags[slot] as number;
    this.flags[slot] = flags | EXPIRED;
    return (flags & EXPIRED) === 0;
  }

  /** The order as it was added, when it is multi-leg. */
  multiLegAt(slot: number): IndexedOrder | undefined {
    return this.multiLeg.get(slot);
  }

  /** The order in a slot as an object; `symbol` names what `symbolOf` numbers. */
  orderAt(slot: number, symbol: string): IndexedOrder {
    const multi = this.multiLeg.get(slot);
    if (multi !== undefined) return multi;
    const limit = this.limitOf(slot);
    const expiry = this.expiryOf(slot);
    return {
      orderId: this.ids.textOf(slot),
      accountId: this.accountOf(slot),
      orderClass: "simple",
      limitMicros: Number.isNaN(limit) ? null : limit,
      expiresAtMs: expiry === Number.POSITIVE_INFINITY ? null : expiry,
      legs: [{ symbol, side: this.isBuy(slot) ? "buy" : "sell", ratio: 1 }],
    };
  }

  /** A small integer for an account; it is kept, as accounts come back. */
  private numberOf(accountId: string): number {
    const known = this.accountNumbers.get(accountId);
    if (known !== undefined) return known;
    const number = this.accountIds.push(accountId) - 1;
    this.accountNumbers.set(accountId, number);
    return number;
  }

  private grow(capacity: number): void {
    this.flags = copied(new Uint8Array(capacity), this.flags);
    this.accounts = copied(new Int32Array(capacity), this.accounts);
    this.symbols = copied(new Int32Array(capacity), this.symbols);
    this.limits = copied(new Float64Array(capacity), this.limits);
    this.expiries = copied(new Float64Array(capacity), this.expiries);
  }
}

type Column = Uint8Array | Int32Array | Float64Array;

function copied<T extends Column>(to: T, from: T): T {
  to.set(from);
  return to;
}
