/**
 * Labels of prices (experience.md §4.5 and §4.6): every price and every amount on screen stands in a part
 * that names its feed, as the server told it; the words for that feed and "SIM" are on screen too.
 */
import type { Page } from "playwright/test";

interface Shown {
  readonly text: string;
  /** Of the part it stands in; null for one in no such part. */
  readonly feed: string | null;
}

/** What is wrong with the page on screen; a drawing with made-up numbers needs no feed. */
export async function unlabelledPrices(page: Page): Promise<string[]> {
  const said = new Set(await page.evaluate(visibleLabels));
  const faults = (await page.evaluate(visiblePrices)).flatMap(({ text, feed }) => {
    if (!said.has("sim")) return [`simulated is not said: ${text}`];
    if (feed === null) return [`in no feed: ${text}`];
    return feed === "illustration" || said.has(feed) ? [] : [`${feed} is not said: ${text}`];
  });
  return [...new Set(faults)];
}

/** Runs in the page: what its labels say. */
function visibleLabels(): string[] {
  return [...document.querySelectorAll<HTMLElement>("[data-label]")]
    .filter((label) => label.checkVisibility({ opacityProperty: true, visibilityProperty: true }))
    .map(({ dataset }) => dataset.label ?? "");
}

/** Runs in the page: its texts with a price or an amount. */
function visiblePrices(): Shown[] {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT, (node) => {
    const parent = node.parentElement;
    const isPrice = /\d\.\d{2}\b|\$\d/.test(node.textContent ?? "");
    const isShown = isPrice && parent?.closest("script, style") === null;
    return isShown && parent.checkVisibility({ visibilityProperty: true })
      ? NodeFilter.FILTER_ACCEPT
      : NodeFilter.FILTER_SKIP;
  });
  const found: Shown[] = [];
  for (let node = texts.nextNode(); node !== null; node = texts.nextNode()) {
    const part = node.parentElement?.closest<HTMLElement>("[data-feed]");
    found.push({ text: node.textContent ?? "", feed: part?.dataset.feed ?? null });
  }
  return found;
}
