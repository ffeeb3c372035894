/**
 * How Raxx looks in this browser: theme, palette, density and movement. Each choice is an attribute of
 * the page, kept in this browser only; public/theme.js sets them before the first paint.
 */

export type Theme = "dark" | "light";

/** What may be chosen, the usual first: it is the absence of the attribute. */
const LOOKS = {
  theme: ["system", "light", "dark"],
  palette: ["clear", "classic", "east-asian"],
  density: ["compact", "comfortable", "dense"],
  motion: ["system", "reduced"],
} as const;

export type Look = keyof typeof LOOKS;
export type LookChoice<L extends Look> = (typeof LOOKS)[L][number];

const ATTRIBUTES = Object.keys(LOOKS).map((look) => `data-${look}`);

/** The height of a row in a list of prices, in px (experience.md §4.2). */
const ROW_PX: { readonly [D in LookChoice<"density">]: number } = {
  compact: 32,
  comfortable: 40,
  dense: 28,
};

/** What the visitor chose, not what it comes to. */
export function chosenLook<L extends Look>(look: L): LookChoice<L> {
  const chosen = document.documentElement.dataset[look];
  const choices: readonly LookChoice<L>[] = LOOKS[look];
  return choices.find((choice) => choice === chosen) ?? usualLook(look);
}

/** What stands without a choice, on the server too. */
export function usualLook<L extends Look>(look: L): LookChoice<L> {
  return LOOKS[look][0];
}

/** Applies a choice and remembers it; a browser that forbids storage still changes. */
export function chooseLook<L extends Look>(look: L, choice: LookChoice<L>): void {
  const isUsual = choice === usualLook(look);
  if (isUsual) delete document.documentElement.dataset[look];
  else document.documentElement.dataset[look] = choice;
  try {
    if (isUsual) localStorage.removeItem(`raxx-${look}`);
    else localStorage.setItem(`raxx-${look}`, choice);
  } catch {
    // Private windows may refuse storage: the choice then lasts as long as the page.
  }
}

/** Tells the theme on screen now. */
export function currentTheme(): Theme {
  const chosen = chosenLook("theme");
  if (chosen !== "system") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Whether nothing may move: chosen here, or asked for by the system. */
export function isStill(): boolean {
  return (
    chosenLook("motion") === "reduced" || matchMedia("(prefers-reduced-motion: reduce)").matches
  );
}

/** The row height of the density on screen. */
export function rowHeight(): number {
  return ROW_PX[chosenLook("density")];
}

/** Calls back when the look changes, by the visitor or by the system. */
export function onLookChange(notify: () => void): () => void {
  const observer = new MutationObserver(notify);
  observer.observe(document.documentElement, { attributeFilter: ATTRIBUTES });
  const list = matchMedia("(prefers-color-scheme: dark)");
  list.addEventListener("change", notify);
  return () => {
    observer.disconnect();
    list.removeEventListener("change", notify);
  };
}
