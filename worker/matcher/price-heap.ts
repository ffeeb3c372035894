/**
 * A binary min-heap of (key, slot) in typed arrays: 12 bytes an entry and no object per order
 * (performance.md: typed heaps keep 20–30 million quotes a second at a million orders).
 *
 * A sell limit is keyed by its price, a buy limit by minus its price, an expiry by its time; so "the
 * next to trigger" is always the top.
 */
const START_CAPACITY = 8;

export class PriceHeap {
  private keys = new Float64Array(START_CAPACITY);
  private slots = new Int32Array(START_CAPACITY);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** The smallest key; infinity when empty, which no market reaches. */
  get top(): number {
    return this.count === 0 ? Number.POSITIVE_INFINITY : (this.keys[0] as number);
  }

  /** Adds an entry. */
  push(key: number, slot: number): void {
    if (this.count === this.keys.length) this.grow();
    let index = this.count++;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const parentKey = this.keys[parent] as number;
      if (parentKey <= key) break;
      this.keys[index] = parentKey;
      this.slots[index] = this.slots[parent] as number;
      index = parent;
    }
    this.keys[index] = key;
    this.slots[index] = slot;
  }

  /** Takes the entry with the smallest key and gives its slot; the heap must not be empty. */
  pop(): number {
    const slot = this.slots[0] as number;
    const last = --this.count;
    if (last > 0) this.sink(this.keys[last] as number, this.slots[last] as number);
    return slot;
  }

  /** Keeps only the entries whose slot passes, in linear time. */
  prune(keep: (slot: number) => boolean): void {
    const { keys, slots, count } = this;
    this.keys = new Float64Array(Math.max(START_CAPACITY, count));
    this.slots = new Int32Array(Math.max(START_CAPACITY, count));
    this.count = 0;
    for (let index = 0; index < count; index += 1) {
      const slot = slots[index] as number;
      if (keep(slot)) this.push(keys[index] as number, slot);
    }
  }

  private sink(key: number, slot: number): void {
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= this.count) break;
      const right = child + 1;
      if (right < this.count && (this.keys[right] as number) < (this.keys[child] as number)) {
        child = right;
      }
      const childKey = this.keys[child] as number;
      if (childKey >= key) break;
      this.keys[index] = childKey;
      this.slots[index] = this.slots[child] as number;
      index = child;
    }
    this.keys[index] = key;
    this.slots[index] = slot;
  }

  private grow(): void {
    const keys = new Float64Array(this.keys.length * 2);
    const slots = new Int32Array(this.slots.length * 2);
    keys.set(this.keys);
    slots.set(this.slots);
    this.keys = keys;
    this.slots = slots;
  }
}
