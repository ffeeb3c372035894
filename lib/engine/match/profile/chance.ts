/**
 * Chance without surprise: what is drawn is a pure function of the account's seed, the order and
 * the number of its fill. The state goes into the fill's record, and the draws follow from it.
 */

/** FNV-1a over the characters. */
const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
/** The step between draws: 2^32 divided by the golden ratio, as in SplitMix. */
const GOLDEN = 0x9e3779b9;

/** Where the draws of one fill start, 0 to 2^32 − 1. */
export function seedStateOf(seed: number, orderId: string, fillNumber: number): number {
  let hash = FNV_OFFSET;
  for (const character of `${seed}/${orderId}/${fillNumber}`) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), FNV_PRIME);
  }
  return mixed(hash);
}

/** The draw of one purpose, a whole number below `bound`, which is far below 2^32. */
export function draw(state: number, purpose: "improve" | "slip" | "split" | "part", bound: number) {
  const index = { improve: 1, slip: 2, split: 3, part: 4 }[purpose];
  return mixed(state + Math.imul(GOLDEN, index)) % bound;
}

/** The finishing mix of MurmurHash3: every bit of the input moves every bit of the output. */
function mixed(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
