/**
 * Random numbers that are a function of their inputs: the same account, evening, series and contract
 * draw the same number in every process and every replay.
 *
 * The mix is the finaliser of MurmurHash3 over FNV-1a of the text (both in the public domain): good
 * enough for a lottery, not for secrets.
 */
const PPM = 1_000_000;

/** A number from 0 to 999,999, evenly spread. */
export function drawPpm(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return Math.floor((((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000) * PPM);
}
