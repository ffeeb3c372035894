/**
 * What an account may switch on beyond its fill profile. Everything is off by default, and what is
 * on is drawn from the account's seed, so the same orders on the same quotes fill the same way.
 */
export interface FillSettings {
  /** What chance is drawn from, together with the order's id and the number of the fill. */
  readonly seed: number;
  /** How long an order is on its way: it meets the market of that much later. */
  readonly latencyMs: number;
  /** Market and stop orders pay up to this many ticks more than the quote; how many is drawn. */
  readonly slippageTicksMax: number;
  /** How often a marketable order trades a tick inside a wide quote, in hundredths of a percent. */
  readonly improvementBps: number;
  /** How often an `alpaca` fill is a part of random size, in hundredths of a percent; Alpaca paper has 10%. */
  readonly partialBps: number;
}

const LATENCY_MS_MAX = 60_000;
const SLIPPAGE_TICKS_MAX = 100;
const BPS_MAX = 10_000;
const SEED_MAX = 0xff_ff_ff_ff;

/** What an account starts with in every profile, and what accounts from before there were settings have. */
export const DEFAULT_SETTINGS: FillSettings = {
  seed: 0,
  latencyMs: 0,
  slippageTicksMax: 0,
  improvementBps: 0,
  partialBps: 0,
};

/** The setting that is out of its range, with the range; null when all are within. */
export function findSettingsFault(
  settings: FillSettings,
): { readonly field: string; readonly max: number } | null {
  const ranges = [
    { field: "seed", max: SEED_MAX },
    { field: "latencyMs", max: LATENCY_MS_MAX },
    { field: "slippageTicksMax", max: SLIPPAGE_TICKS_MAX },
    { field: "improvementBps", max: BPS_MAX },
    { field: "partialBps", max: BPS_MAX },
  ] as const;
  const fault = ranges.find(({ field, max }) => {
    const value = settings[field];
    return !Number.isInteger(value) || value < 0 || value > max;
  });
  return fault ?? null;
}

/** Whether any outcome of a fill is drawn: only then does its record need the settings. */
export function drawsChance(settings: FillSettings): boolean {
  const { slippageTicksMax, improvementBps, partialBps } = settings;
  return slippageTicksMax > 0 || improvementBps > 0 || partialBps > 0;
}
