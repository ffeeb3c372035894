/** Text on each surface it may stand on, in both themes and every palette, from the values the page really uses. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it, test } from "vitest";

const CSS = readFileSync(path.resolve(import.meta.dirname, "../../app/globals.css"), "utf8");
const PALETTES = ["clear", "classic", "east-asian"] as const;
type Palette = (typeof PALETTES)[number];

function tokensIn(css: string): [string, readonly [string, string]][] {
  const pairs = css.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g);
  return [...pairs].map(([, name = "", light = "", dark = ""]) => [name, [light, dark]]);
}

/** The rule of a palette stands over the tokens of :root. */
function tokensOf(palette: Palette): ReadonlyMap<string, readonly [string, string]> {
  const [, usual = ""] = /:root \{([^}]*)\}/.exec(CSS) ?? [];
  const [, own = ""] =
    new RegExp(`:root\\[data-palette="${palette}"\\] \\{([^}]*)\\}`).exec(CSS) ?? [];
  return new Map([...tokensIn(usual), ...tokensIn(own)]);
}

const TEXT = ["ink", "muted", "up", "down", "error", "warn", "sim", "delay"];
const SURFACES = ["canvas", "panel", "raised"];
const OTHER_PAIRS = [
  ["sim", "sim-tint"],
  ["delay", "delay-tint"],
  ["ink", "sim-tint"],
  ["muted", "sim-tint"],
  ["on-solid", "sim-solid"],
  ["on-solid", "sim-solid-hover"],
];

function colorOf(palette: Palette, name: string, theme: 0 | 1): string {
  const color = tokensOf(palette).get(name)?.[theme];
  if (color === undefined) throw new Error(`no token --${name}`);
  return color;
}

function channel(hex: string): number {
  const value = Number.parseInt(hex, 16) / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

function luminance(color: string): number {
  const [red, green, blue] = [color.slice(1, 3), color.slice(3, 5), color.slice(5, 7)].map(channel);
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

/** Source: WCAG 2.2, contrast ratio, read 2026-11-20. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

const all = [...TEXT.flatMap((text) => SURFACES.map((on) => [text, on])), ...OTHER_PAIRS];

const CASES = PALETTES.flatMap((palette) =>
  ([0, 1] as const).map((theme) => ({ palette, theme, name: theme === 0 ? "light" : "dark" })),
);

describe.each(CASES)("$palette, $name", ({ palette, theme }) => {
  const ratio = (a: string, b: string) =>
    contrast(colorOf(palette, a, theme), colorOf(palette, b, theme));

  it.each(all)("%s on %s is readable", (text = "", on = "") => {
    expect(ratio(text, on)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SURFACES)("a control's edge and the focus ring show on %s", (on) => {
    expect(ratio("control", on)).toBeGreaterThanOrEqual(3);
    expect(ratio("focus", on)).toBeGreaterThanOrEqual(3);
  });
});

test("the East Asian palette is the classic one turned about", () => {
  for (const theme of [0, 1] as const) {
    expect(colorOf("east-asian", "up", theme)).toBe(colorOf("classic", "down", theme));
    expect(colorOf("east-asian", "down", theme)).toBe(colorOf("classic", "up", theme));
  }
});
