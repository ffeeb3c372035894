/**
 * What shortcuts and the command palette do. The part of the page that can do a thing says so while it
 * is there; what nobody took over is done by pressing the control that is marked with its name.
 */
import type { ShortcutId } from "./shortcuts";

export type CommandId = ShortcutId | "open-symbol";
type Doer = (argument: string) => void;

const doers = new Map<CommandId, Doer[]>();

/** Does a command from now on, until the returned function is called; the last to come goes first. */
export function takeCommand(id: CommandId, doer: Doer): () => void {
  doers.set(id, [...(doers.get(id) ?? []), doer]);
  return () =>
    void doers.set(
      id,
      (doers.get(id) ?? []).filter((one) => one !== doer),
    );
}

/** Runs a command; false when nobody on this page can. */
export function runCommand(id: CommandId, argument = ""): boolean {
  const doer = doers.get(id)?.at(-1);
  if (doer !== undefined) {
    doer(argument);
    return true;
  }
  const control = controlOf(id);
  control?.click();
  return control !== null;
}

/** The control marked with `data-does`: in the row in focus, else the only one outside of rows or at all. */
export function controlOf(id: CommandId): HTMLElement | null {
  const marked = `[data-does="${id}"]:not(:disabled)`;
  const row = document.activeElement?.closest("[data-row]") ?? null;
  const inRow = row?.querySelector<HTMLElement>(marked) ?? null;
  if (inRow !== null) return inRow;
  const all = [...document.querySelectorAll<HTMLElement>(marked)].filter((control) =>
    control.checkVisibility(),
  );
  const whole = all.filter((control) => control.closest("[data-row]") === null);
  const [only, ...others] = whole.length === 1 ? whole : all;
  return others.length === 0 ? (only ?? null) : null;
}
