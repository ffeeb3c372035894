import { type ComponentType, lazy } from "react";

/** A component whose script is loaded when it is first shown, or a little before. */
export function lazyPart<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  const Part = lazy(async () => ({ default: await load() }));
  return { Part, preload: () => void load() };
}
