/** Dark or light: the system's choice until the visitor makes one, kept in this browser only. */

export type Theme = "dark" | "light";

export type ThemeChoice = Theme | "system";

/** Also read by public/theme.js before the first paint. */
const THEME_KEY = "raxx-theme";

/** Tells the theme on screen now. */
export function currentTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  if (chosen === "dark" || chosen === "light") return chosen;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** What the visitor chose, not what it comes to. */
export function chosenTheme(): ThemeChoice {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "dark" || chosen === "light" ? chosen : "system";
}

/** Applies a choice and remembers it; a browser that forbids storage still changes. */
export function chooseTheme(choice: ThemeChoice): void {
  if (choice === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = choice;
  try {
    if (choice === "system") localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, choice);
  } catch {
    // Private windows may refuse storage: the choice then lasts as long as the page.
  }
}

/** Calls back when the theme changes, by the visitor or by the system. */
export function onThemeChange(notify: () => void): () => void {
  const observer = new MutationObserver(notify);
  observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
  const list = matchMedia("(prefers-color-scheme: dark)");
  list.addEventListener("change", notify);
  return () => {
    observer.disconnect();
    list.removeEventListener("change", notify);
  };
}
