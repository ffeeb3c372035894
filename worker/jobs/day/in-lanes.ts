/** Takes parts of a list, some at a time: while one waits for the database, another is decided. */

const LANES = 2;

/** Works on all items, `size` at a time. After a failure no further part is begun, and those under way are waited for. */
export async function inLanes<T>(
  items: readonly T[],
  size: number,
  work: (part: readonly T[]) => Promise<void>,
): Promise<void> {
  let from = 0;
  const lane = async () => {
    while (from < items.length) {
      const part = items.slice(from, from + size);
      from += size;
      try {
        await work(part);
      } catch (error) {
        from = items.length;
        throw error;
      }
    }
  };
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const failed = ends.find((end) => end.status === "rejected");
  if (failed !== undefined) throw failed.reason;
}
