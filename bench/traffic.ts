/** Traffic that repeats: seeded numbers, and symbols asked for as unevenly as in life. */

/** Numbers in [0, 1) from a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws indexes below `count`, the n-th one n times less often than the first. */
export function zipf(count: number, random: () => number): () => number {
  const upTo = new Float64Array(count);
  let total = 0;
  for (let index = 0; index < count; index += 1) {
    total += 1 / (index + 1);
    upTo[index] = total;
  }
  return () => {
    const target = random() * total;
    let low = 0;
    let high = count - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] as number) < target) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}
