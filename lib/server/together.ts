/** Questions asked at the same moment, put to a store as one. */
import { setImmediate as endOfMoment } from "node:timers/promises";

interface Moment<K, A> {
  readonly keys: Set<K>;
  readonly answer: Promise<A>;
}

export class Together<K, A> {
  private moment: Moment<K, A> | null = null;

  /** `gather` says how long a moment is: this turn of the event loop, or what a caller can wait. */
  constructor(
    private readonly answer: (keys: readonly K[]) => Promise<A>,
    private readonly gather: () => Promise<unknown> = endOfMoment,
  ) {}

  /** The answer to all keys that are asked for in this moment, these among them. */
  ask(keys: Iterable<K>): Promise<A> {
    this.moment ??= this.begin();
    for (const key of keys) this.moment.keys.add(key);
    return this.moment.answer;
  }

  private begin(): Moment<K, A> {
    const keys = new Set<K>();
    const answer = async () => {
      await this.gather();
      this.moment = null;
      return this.answer([...keys]);
    };
    return { keys, answer: answer() };
  }
}
