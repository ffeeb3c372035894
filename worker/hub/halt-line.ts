/** Halts of the real-time feed, told to the delayed world when its clock reaches them. */
interface Halt {
  readonly symbol: string;
  readonly halted: boolean;
  readonly atMs: number;
}

export class HaltLine {
  private waiting: Halt[] = [];

  /** `tell` makes a halt, or its end, true in the delayed world. */
  constructor(private readonly tell: (symbol: string, halted: boolean) => void) {}

  record(symbol: string, halted: boolean, atMs: number): void {
    this.waiting.push({ symbol, halted, atMs });
  }

  /** Tells what happened up to the delayed clock, in its order. */
  play(delayedNowMs: number): void {
    if (this.waiting.length === 0) return;
    const due = this.waiting.filter(({ atMs }) => atMs <= delayedNowMs);
    this.waiting = this.waiting.filter(({ atMs }) => atMs > delayedNowMs);
    for (const { symbol, halted } of due) this.tell(symbol, halted);
  }
}
