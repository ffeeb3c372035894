/**
 * When work that follows the market is due again: after so much market time or so much of the wall's, whichever is
 * first. A market that runs N times as fast is served N times as often, and one that stands or was put somewhere
 * else is served when it moves.
 */

/** However fast the market is, a round is not begun more often than this. */
const PACED_MS_MIN = 25;
/** A schedule comes on a grid, and what follows it is begun a little late: the next one is not too early for that. */
const EARLY_SHARE = 0.1;

/** How long to wait before looking whether something is due, in a market that may run at this speed. */
export function pacedMs(everyMs: number, speed: number): number {
  return Math.min(everyMs, Math.max(PACED_MS_MIN, everyMs / speed));
}

interface Times {
  readonly wallMs: number;
  readonly marketMs: number;
}

export class Pace {
  private last: Times | null = null;

  constructor(
    private readonly everyMs: number,
    private readonly marketNowMs: () => number,
  ) {}

  /** Whether so much time has passed since the last round, or almost; a clock that was set back counts. */
  isDue(): boolean {
    if (this.last === null) return true;
    const now = this.now();
    const wallMs = now.wallMs - this.last.wallMs;
    const marketMs = Math.abs(now.marketMs - this.last.marketMs);
    return Math.max(wallMs, marketMs) >= this.everyMs * (1 - EARLY_SHARE);
  }

  /** A round begins. */
  begin(): void {
    this.last = this.now();
  }

  private now(): Times {
    return { wallMs: performance.now(), marketMs: this.marketNowMs() };
  }
}
