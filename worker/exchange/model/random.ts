/**
 * Randomness as a function: a hash of what is drawn, so any number can be drawn alone, in any order.
 *
 * A generator with state would make the price of noon depend on who asked for eleven o'clock. Source of
 * the mixing steps: MurmurHash3 (A. Appleby, public domain), read 2026-11-20.
 */

function mix(hash: number, value: number): number {
  let k = Math.imul(value, 0xcc9e2d51);
  k = (k << 15) | (k >>> 17);
  const x = hash ^ Math.imul(k, 0x1b873593);
  return (Math.imul((x << 13) | (x >>> 19), 5) + 0xe6546b64) | 0;
}

function avalanche(hash: number): number {
  let h = hash ^ (hash >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Hashes a text to 32 bits, starting from another hash. */
export function hashText(text: string, start = 0): number {
  let hash = start;
  for (let index = 0; index < text.length; index += 1) hash = mix(hash, text.charCodeAt(index));
  return avalanche(hash ^ text.length);
}

/** Hashes up to three integers under a key to 32 bits. */
export function hashOf(key: number, a: number, b = 0, c = 0): number {
  return avalanche(mix(mix(mix(key, a), b), c));
}

/** Draws from (0, 1), both ends excluded. */
export function uniformOf(key: number, a: number, b = 0, c = 0): number {
  return (hashOf(key, a, b, c) + 0.5) / 4_294_967_296;
}

/** Draws a standard normal number. */
export function normalOf(key: number, a: number, b = 0, c = 0): number {
  return inverseNormal(uniformOf(key, a, b, c));
}

const TAIL = 0.02425;

// Source: P. Acklam, "An algorithm for computing the inverse normal cumulative distribution function",
// 2003, relative error below 1.15e-9, read 2026-11-20. Written out: it runs for every price.
function inverseNormal(p: number): number {
  if (p < TAIL) return tailNormal(Math.sqrt(-2 * Math.log(p)));
  if (p > 1 - TAIL) return -tailNormal(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  const top =
    ((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r +
      138.357751867269) *
      r -
      30.66479806614716) *
      r +
    2.506628277459239;
  const bottom =
    ((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r +
      66.80131188771972) *
      r -
      13.28068155288572) *
      r +
    1;
  return (top * q) / bottom;
}

function tailNormal(q: number): number {
  const top =
    ((((-0.007784894002430293 * q - 0.3223964580411365) * q - 2.400758277161838) * q -
      2.549732539343734) *
      q +
      4.374664141464968) *
      q +
    2.938163982698783;
  const bottom =
    (((0.007784695709041462 * q + 0.3224671290700398) * q + 2.445134137142996) * q +
      3.754408661907416) *
      q +
    1;
  return top / bottom;
}
