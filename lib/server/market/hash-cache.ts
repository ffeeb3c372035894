/** Fields of a Redis hash with what their text means, kept for a moment: callers of the same moment share one look. */
import type { Redis } from "ioredis";
import type { Clock } from "../clock";
import { Together } from "../together";

const CACHE_MS = 50;
/** What was read so lately is news enough for who only asks whether there is anything. */
const RECENT_MS = 1_000;

interface Cached<T> {
  readonly readAtMs: number;
  readonly text: string | null;
  readonly value: T | null;
}

export class HashCache<T> {
  private readonly cache = new Map<string, Cached<T>>();
  private readonly looks = new Together<string, void>((fields) => this.look(fields));

  constructor(
    private readonly deps: { readonly redis: Redis; readonly clock: Clock },
    private readonly key: string,
    /** What the text of a field says; null when it is none of these. */
    private readonly parse: (field: string, text: string) => T | null,
  ) {}

  /** Reads the fields that are not known as of this moment; a text that has not changed is not parsed again. */
  async read(fields: ReadonlySet<string>): Promise<void> {
    const nowMs = this.deps.clock.nowMs();
    const wanted = [...fields].filter((field) => {
      const cached = this.cache.get(field);
      return cached === undefined || nowMs - cached.readAtMs > CACHE_MS;
    });
    if (wanted.length > 0) await this.looks.ask(wanted);
  }

  private async look(fields: readonly string[]): Promise<void> {
    const nowMs = this.deps.clock.nowMs();
    const texts = await this.deps.redis.hmget(this.key, ...fields);
    fields.forEach((field, index) => {
      const text = texts[index] ?? null;
      const before = this.cache.get(field);
      const value = before?.text === text ? before.value : this.valueOf(field, text);
      this.cache.set(field, { readAtMs: nowMs, text, value });
    });
  }

  private valueOf(field: string, text: string | null): T | null {
    return text === null ? null : this.parse(field, text);
  }

  isRecent(field: string): boolean {
    const cached = this.cache.get(field);
    return cached !== undefined && this.deps.clock.nowMs() - cached.readAtMs <= RECENT_MS;
  }

  text(field: string): string | null {
    return this.cache.get(field)?.text ?? null;
  }

  value(field: string): T | null {
    return this.cache.get(field)?.value ?? null;
  }
}
