/** A choice of how something is shown, kept on this device: a convenience that may be lost. */
import { useCallback, useEffect, useState } from "react";

function read<T>(key: string, parse: (value: unknown) => T | null): T | null {
  try {
    return parse(JSON.parse(localStorage.getItem(key) ?? "null"));
  } catch {
    return null; // storage is off, or holds what another version wrote
  }
}

function write(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // storage is off or full: the choice lasts as long as the page
  }
}

/**
 * As useState, remembered. The first paint shows `usual`, as the server's did; `parse` must not
 * change between renders, and answers null for what it does not know.
 */
export function useStoredChoice<T>(
  key: string,
  usual: T,
  parse: (value: unknown) => T | null,
): readonly [T, (next: T) => void] {
  const [value, setValue] = useState(usual);
  useEffect(() => {
    const known = read(key, parse);
    if (known !== null) setValue(known);
  }, [key, parse]);
  const choose = useCallback(
    (next: T) => {
      setValue(next);
      write(key, next);
    },
    [key],
  );
  return [value, choose];
}
