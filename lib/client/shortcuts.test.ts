import { describe, expect, test } from "vitest";
import {
  keysFault,
  keysOf,
  pressOf,
  pressReader,
  SHORTCUTS,
  shortcutOf,
  USUAL_CHOICES,
} from "./shortcuts";

const press = (key: string, held: "ctrlKey" | "metaKey" | null = null) =>
  pressOf({
    ...{ key, ctrlKey: false, metaKey: false, altKey: false },
    ...(held === null ? {} : { [held]: true }),
  });

test.each([
  ["k", "metaKey", null, "palette"],
  ["K", "ctrlKey", null, "palette"],
  ["Enter", "ctrlKey", null, "place-order"],
  ["/", null, null, "symbol"],
  ["?", null, null, "help"],
  ["g", null, null, "waiting"],
  ["p", null, "g", "go-positions"],
  ["p", null, null, null],
  ["b", null, "g", "buy-leg"],
  ["=", null, null, "more"],
  ["\u2212", null, null, "less"],
] as const)("%s with %s after %s is %s", (key, held, before, expected) => {
  expect(shortcutOf(press(key, held), before, USUAL_CHOICES)).toBe(expected);
});

test("the second key of two counts while the first is fresh", () => {
  const read = pressReader();
  expect(read("g", 0, USUAL_CHOICES)).toBeNull();
  expect(read("o", 1_000, USUAL_CHOICES)).toBe("go-orders");
  expect(read("o", 1_100, USUAL_CHOICES)).toBeNull();
  expect(read("g", 2_000, USUAL_CHOICES)).toBeNull();
  expect(read("o", 4_000, USUAL_CHOICES)).toBeNull();
});

test("no two shortcuts have the same keys, and every one of experience.md §4.8 is there", () => {
  const keys = SHORTCUTS.map((shortcut) => shortcut.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys).toEqual(
    expect.arrayContaining([
      ...["mod+k", "/", "g h", "g p", "g o", "g c", "b", "s", "+", "-", "[", "]", ",", "."],
      ...["Enter", "mod+Enter", "Escape", "x", "r", "?"],
    ]),
  );
});

describe("choices (WCAG 2.1.4)", () => {
  test("plain keys can be off: those with Ctrl or Cmd, and Escape, stay", () => {
    const off = { plainOff: true, keys: {} };
    expect(shortcutOf("x", null, off)).toBeNull();
    expect(shortcutOf("g", null, off)).toBeNull();
    expect(shortcutOf("mod+k", null, off)).toBe("palette");
    expect(shortcutOf("Escape", null, off)).toBe("back");
  });

  test("one can have other keys, or none", () => {
    const choices = { plainOff: false, keys: { roll: "mod+r", "cancel-order": "" } };
    expect(shortcutOf("mod+r", null, choices)).toBe("roll");
    expect(shortcutOf("r", null, choices)).toBeNull();
    expect(keysOf("cancel-order", choices)).toBe("");
    expect(shortcutOf("x", null, choices)).toBeNull();
  });

  test.each([
    ["", null],
    ["z", null],
    ["g x", null],
    ["mod+j", null],
    ["r", null],
    ["x", "“Cancel the order in focus” has these keys."],
    ["a b c", "One or two keys, such as “g h” or “mod+k”."],
  ])("%s for rolling: %s", (keys, fault) => {
    expect(keysFault("roll", keys, USUAL_CHOICES)).toBe(fault);
  });
});
