/**
 * Memory that frames are put together in, used again once the sockets have taken them. A thousand frames of a
 * tick in buffers of their own are megabytes outside the heap, for which V8 collects the whole heap several times a
 * second: that cost more than the writing.
 */

const SLAB_BYTES = 262_144;
/** Slabs kept while nothing is sent: 16 MB, a tick of a thousand clients of a hundred symbols. */
const IDLE_MAX = 64;

/** Room for one frame. */
export interface Room {
  readonly bytes: Buffer;
  /** To be called once, when the bytes are needed no more; a room that is never given back is collected. */
  readonly done: () => void;
}

interface Slab {
  readonly bytes: Buffer;
  used: number;
  rooms: number;
  readonly done: () => void;
}

export class FrameMemory {
  readonly #idle: Slab[] = [];
  #current = this.#newSlab();

  /** Room of exactly this many bytes, which hold whatever was there before. */
  take(length: number): Room {
    if (length > SLAB_BYTES) return { bytes: Buffer.allocUnsafe(length), done: () => undefined };
    if (this.#current.used + length > SLAB_BYTES) {
      this.#current = this.#idle.pop() ?? this.#newSlab();
    }
    const slab = this.#current;
    const bytes = slab.bytes.subarray(slab.used, slab.used + length);
    slab.used += length;
    slab.rooms += 1;
    return { bytes, done: slab.done };
  }

  #newSlab(): Slab {
    const slab: Slab = {
      bytes: Buffer.allocUnsafeSlow(SLAB_BYTES),
      used: 0,
      rooms: 0,
      done: () => this.#givenBack(slab),
    };
    return slab;
  }

  #givenBack(slab: Slab): void {
    slab.rooms -= 1;
    if (slab.rooms > 0) return;
    slab.used = 0;
    if (slab !== this.#current && this.#idle.length < IDLE_MAX) this.#idle.push(slab);
  }
}
