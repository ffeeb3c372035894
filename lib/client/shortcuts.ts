/**
 * The keyboard's shortcuts: what they do, which keys they have, and what their user made of them
 * (experience.md §4.8). Each can be changed or taken away, and all of one character can be turned off
 * at once (WCAG 2.1.4); choices are kept in this browser.
 */

/** Keys are written as pressed: "g h" is one after the other, "mod+k" with Ctrl or Cmd. */
export const SHORTCUTS = [
  { id: "palette", keys: "mod+k", words: "Search and commands", group: "Everywhere" },
  { id: "symbol", keys: "/", words: "Pick a symbol", group: "Everywhere" },
  { id: "help", keys: "?", words: "These shortcuts", group: "Everywhere" },
  { id: "back", keys: "Escape", words: "Back: close what is open", group: "Everywhere" },
  { id: "go-home", keys: "g h", words: "Go home", group: "Go to" },
  { id: "go-positions", keys: "g p", words: "Go to positions", group: "Go to" },
  { id: "go-orders", keys: "g o", words: "Go to orders", group: "Go to" },
  { id: "go-chain", keys: "g c", words: "Go to the chain", group: "Go to" },
  { id: "buy-leg", keys: "b", words: "Buy the series in focus", group: "Chain and ticket" },
  { id: "sell-leg", keys: "s", words: "Sell the series in focus", group: "Chain and ticket" },
  { id: "more", keys: "+", words: "One more", group: "Chain and ticket" },
  { id: "less", keys: "-", words: "One less", group: "Chain and ticket" },
  { id: "strike-down", keys: "[", words: "A strike lower", group: "Chain and ticket" },
  { id: "strike-up", keys: "]", words: "A strike higher", group: "Chain and ticket" },
  { id: "expiry-earlier", keys: ",", words: "An expiry earlier", group: "Chain and ticket" },
  { id: "expiry-later", keys: ".", words: "An expiry later", group: "Chain and ticket" },
  {
    id: "review",
    keys: "Enter",
    words: "Review: go to the order's button",
    group: "Chain and ticket",
  },
  {
    id: "place-order",
    keys: "mod+Enter",
    words: "Place the simulated order",
    group: "Chain and ticket",
  },
  {
    id: "cancel-order",
    keys: "x",
    words: "Cancel the order in focus",
    group: "Positions and orders",
  },
  { id: "roll", keys: "r", words: "Roll the position in focus", group: "Positions and orders" },
] as const;

export type ShortcutId = (typeof SHORTCUTS)[number]["id"];

export interface ShortcutChoices {
  /** True: shortcuts without Ctrl or Cmd do nothing. */
  readonly plainOff: boolean;
  /** Keys by shortcut where they differ; empty for none. */
  readonly keys: Readonly<Partial<Record<ShortcutId, string>>>;
}

export const USUAL_CHOICES: ShortcutChoices = { plainOff: false, keys: {} };

const STORED = "raxx-shortcuts";
const CHANGED = "raxx-shortcuts-changed";
let known: ShortcutChoices | null = null;

/** What this browser's user chose; the same object until it changes. */
export function shortcutChoices(): ShortcutChoices {
  known ??= read();
  return known;
}

/** Keeps choices, and tells whoever listens. */
export function chooseShortcuts(choices: ShortcutChoices): void {
  known = choices;
  try {
    localStorage.setItem(STORED, JSON.stringify(choices));
  } catch {
    // Private windows may refuse storage: the choice then lasts as long as the page.
  }
  window.dispatchEvent(new Event(CHANGED));
}

/** Calls back when choices change. */
export function onShortcutsChange(notify: () => void): () => void {
  window.addEventListener(CHANGED, notify);
  return () => window.removeEventListener(CHANGED, notify);
}

function read(): ShortcutChoices {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORED) ?? "null");
    if (typeof stored !== "object" || stored === null) return USUAL_CHOICES;
    const { plainOff, keys } = stored as Partial<ShortcutChoices>;
    return { plainOff: plainOff === true, keys: typeof keys === "object" ? keys : {} };
  } catch {
    return USUAL_CHOICES;
  }
}

/** The keys of a shortcut now; empty when it has none. */
export function keysOf(id: ShortcutId, { keys, plainOff }: ShortcutChoices): string {
  const usual = SHORTCUTS.find((shortcut) => shortcut.id === id)?.keys ?? "";
  const chosen = keys[id] ?? usual;
  return plainOff && !chosen.startsWith("mod+") && chosen !== "Escape" ? "" : chosen;
}

export interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

/** A key press as shortcuts write it; a minus sign and a hyphen are one key to whoever presses it. */
export function pressOf({ key, ctrlKey, metaKey, altKey }: Pressed): string {
  const named = key === "\u2212" ? "-" : key === "=" ? "+" : key;
  if (altKey && named.length > 1) return `alt+${named}`;
  return ctrlKey || metaKey ? `mod+${named.length === 1 ? named.toLowerCase() : named}` : named;
}

/** The shortcut that a press ends, given the one before it; "waiting" when it may begin a longer one. */
export function shortcutOf(
  press: string,
  before: string | null,
  choices: ShortcutChoices,
): ShortcutId | "waiting" | null {
  const all = SHORTCUTS.map(({ id }) => ({ id, keys: keysOf(id, choices) }));
  const longer = all.find(({ keys }) => before !== null && keys === `${before} ${press}`);
  if (longer !== undefined) return longer.id;
  const single = all.find(({ keys }) => keys === press);
  if (single !== undefined) return single.id;
  return all.some(({ keys }) => keys.startsWith(`${press} `)) ? "waiting" : null;
}

/** The second key of two comes within this. */
const SECOND_KEY_MS = 1_500;

/** Reads one press after the other; answers the shortcut that one ends. */
export function pressReader() {
  let before = { press: "", atMs: Number.NEGATIVE_INFINITY };
  return (press: string, atMs: number, choices: ShortcutChoices): ShortcutId | null => {
    const first = atMs - before.atMs < SECOND_KEY_MS ? before.press : null;
    const found = shortcutOf(press, first, choices);
    before = { press, atMs: found === "waiting" ? atMs : Number.NEGATIVE_INFINITY };
    return found === "waiting" ? null : found;
  };
}

/** How keys are shown: "⌘K" would be wrong on most keyboards. */
export function shownKeys(keys: string): readonly string[] {
  return keys.split(" ").map((press) => press.replace("mod+", "Ctrl ").replace("Escape", "Esc"));
}

/** What another shortcut has, or null: two shortcuts cannot share their keys. */
export function keysFault(id: ShortcutId, keys: string, choices: ShortcutChoices): string | null {
  if (keys === "") return null;
  if (!/^(mod\+)?(\S|[A-Z]\w+)( \S)?$/.test(keys))
    return "One or two keys, such as “g h” or “mod+k”.";
  const other = SHORTCUTS.find((one) => one.id !== id && keysOf(one.id, choices) === keys);
  return other === undefined ? null : `“${other.words}” has these keys.`;
}
