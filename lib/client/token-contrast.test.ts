/** Text on each surface it may stand on, in both themes, from the values the page really uses. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const CSS = readFileSync(path.resolve(import.meta.dirname, "../../app/globals.css"), "utf8");
const PAIRS = [...CSS.matchAll(/--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)/g)];
const TOKENS = new Map(PAIRS.map(([, name, light, dark]) => [name, [light, dark]] as const));

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

function colorOf(name: string, theme: 0 | 1): string {
  const color = TOKENS.get(name)?.[theme];
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

describe.each([
  ["light", 0],
  ["dark", 1],
] as const)("in the %s theme", (_, theme) => {
  it.each(all)("%s on %s is readable", (text = "", on = "") => {
    expect(contrast(colorOf(text, theme), colorOf(on, theme))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SURFACES)("a control's edge and the focus ring show on %s", (on) => {
    expect(contrast(colorOf("control", theme), colorOf(on, theme))).toBeGreaterThanOrEqual(3);
    expect(contrast(colorOf("focus", theme), colorOf(on, theme))).toBeGreaterThanOrEqual(3);
  });
});
