/** What happened in the real-time feed, told in the delayed world when its clock reaches it. */
interface Waiting<Item> {
  readonly item: Item;
  readonly atMs: number;
}

export class LaterLine<Item> {
  private waiting: Waiting<Item>[] = [];

  /** `tell` makes it true in the delayed world. */
  constructor(private readonly tell: (item: Item) => void) {}

  record(item: Item, atMs: number): void {
    this.waiting.push({ item, atMs });
  }

  /** Tells what happened up to the delayed clock, in its order. */
  play(delayedNowMs: number): void {
    if (this.waiting.length === 0) return;
    const due = this.waiting.filter(({ atMs }) => atMs <= delayedNowMs);
    this.waiting = this.waiting.filter(({ atMs }) => atMs > delayedNowMs);
    for (const { item } of due) this.tell(item);
  }
}
