/** Numbers of a seed: the same seed draws the same numbers in every process (mulberry32, public domain). */
import { present } from "../../assert";

export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** In [0, 1). */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  /** True once in so many times. */
  oneIn(times: number): boolean {
    return this.#next() * times < 1;
  }

  /** One of a list that is not empty. */
  pick<T>(items: readonly T[]): T {
    return present(items[Math.floor(this.#next() * items.length)], "there is something to pick");
  }

  /** One of a table of weights. */
  weighted<T>(rows: readonly (readonly [weight: number, item: T])[]): T {
    let total = 0;
    for (const [weight] of rows) total += weight;
    let left = this.#next() * total;
    for (const [weight, item] of rows) {
      left -= weight;
      if (left < 0) return item;
    }
    return present(rows.at(-1), "there is something to pick")[1];
  }
}
