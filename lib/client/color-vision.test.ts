/**
 * How far apart profit and loss are for every kind of colour vision: CIEDE2000 of the colours as they
 * are seen, from the values the page really uses (experience.md §4.3, decisions 34).
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

type Triple = readonly [number, number, number];
type Matrix = readonly [Triple, Triple, Triple];

const CSS = readFileSync(path.resolve(import.meta.dirname, "../../app/globals.css"), "utf8");

/** Severity 1.0. Source: Machado, Oliveira and Fernandes 2009, table of matrices, read 2026-11-21. */
const VISIONS: { readonly [vision: string]: Matrix } = {
  usual: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function linear(hex: string): Triple {
  const of = (from: number) => {
    const value = Number.parseInt(hex.slice(from, from + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [of(1), of(3), of(5)];
}

function times(matrix: Matrix, [x, y, z]: Triple): Triple {
  const row = ([a, b, c]: Triple) => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

/** sRGB to CIE L*a*b* under D65. */
const TO_XYZ: Matrix = [
  [0.4124564, 0.3575761, 0.1804375],
  [0.2126729, 0.7151522, 0.072175],
  [0.0193339, 0.119192, 0.9503041],
];

function lab(hex: string, vision: Matrix): Triple {
  const seen = times(vision, linear(hex)).map((part) => Math.min(1, Math.max(0, part)));
  const [x, y, z] = times(TO_XYZ, seen as unknown as Triple);
  const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27 / 116) * t + 16 / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

const RAD = Math.PI / 180;

/** Source: Sharma, Wu and Dalal 2005, the CIEDE2000 colour-difference formula, read 2026-11-21. */
function ciede2000([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const meanChroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + 25 ** 7)));
  const polar = (a: number, b: number) => {
    const hue = Math.atan2(b, a * (1 + g)) / RAD;
    return { chroma: Math.hypot(a * (1 + g), b), hue: hue < 0 ? hue + 360 : hue };
  };
  const [one, two] = [polar(a1, b1), polar(a2, b2)];
  const turn = ((two.hue - one.hue + 540) % 360) - 180;
  const [dl, dc] = [l2 - l1, two.chroma - one.chroma];
  const dh = 2 * Math.sqrt(one.chroma * two.chroma) * Math.sin((turn / 2) * RAD);
  const [l, c, h] = [
    (l1 + l2) / 2,
    (one.chroma + two.chroma) / 2,
    (one.hue + turn / 2 + 360) % 360,
  ];
  const t =
    1 -
    0.17 * Math.cos((h - 30) * RAD) +
    0.24 * Math.cos(2 * h * RAD) +
    0.32 * Math.cos((3 * h + 6) * RAD) -
    0.2 * Math.cos((4 * h - 63) * RAD);
  const sl = 1 + (0.015 * (l - 50) ** 2) / Math.sqrt(20 + (l - 50) ** 2);
  const [sc, sh] = [1 + 0.045 * c, 1 + 0.015 * c * t];
  const turned = 60 * Math.exp(-(((h - 275) / 25) ** 2));
  const rt = -Math.sin(turned * RAD) * 2 * Math.sqrt(c ** 7 / (c ** 7 + 25 ** 7));
  const [pl, pc, ph] = [dl / sl, dc / sc, dh / sh];
  return Math.sqrt(pl ** 2 + pc ** 2 + ph ** 2 + rt * pc * ph);
}

function token(name: string, theme: 0 | 1): string {
  const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(CSS);
  return found?.[theme + 1] ?? "";
}

// Sharma 2005, table 1, pairs 1 and 17.
test.each([
  [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
  [[50, 2.5, 0], [73, 25, -18], 27.1492],
] as [Triple, Triple, number][])(
  "the formula agrees with its published pairs",
  (a, b, distance) => {
    expect(ciede2000(a, b)).toBeCloseTo(distance, 4);
  },
);

test.each(
  Object.entries(VISIONS).flatMap(([vision, matrix]) =>
    ([0, 1] as const).map((theme) => ({ vision, matrix, theme })),
  ),
)("profit and loss are at least 40 apart for $vision vision, theme $theme", ({ matrix, theme }) => {
  const distance = ciede2000(lab(token("up", theme), matrix), lab(token("down", theme), matrix));
  expect(distance).toBeGreaterThanOrEqual(40);
});
