import { describe, expect, test } from "vitest";
import { JSON_LENGTH_MAX, parseJson } from "./json";

test.each<{ name: string; text: string; value: unknown }>([
  { name: "a number keeps its token", text: '{"qty":0.1}', value: { qty: "0.1" } },
  { name: "an exponent keeps its token", text: "1e3", value: "1e3" },
  { name: "400 digits of exponent stay text", text: "1e400", value: "1e400" },
  {
    name: "a long number loses no digit",
    text: "[12345678901234567890.5]",
    value: ["12345678901234567890.5"],
  },
  { name: "a negative number", text: "-1.35", value: "-1.35" },
  { name: "words", text: "[true, false, null]", value: [true, false, null] },
  {
    name: "empty things",
    text: ' { "a" : [ ] , "b" : { } , "c" : "" } ',
    value: { a: [], b: {}, c: "" },
  },
  { name: "escapes", text: String.raw`"a\"\\\/\n\u0041é"`, value: 'a"\\/\nAé' },
  {
    name: "constructor is a key like any other",
    text: '{"constructor":1}',
    value: { constructor: "1" },
  },
  { name: "spaces of all four kinds", text: "\r\n\t [1 ,\n2]\t", value: ["1", "2"] },
])("$name", ({ text, value }) => {
  expect(parseJson(text)).toEqual({ ok: true, value });
});

test.each<{ name: string; text: string; error: string }>([
  { name: "nothing", text: "", error: "the text ends too early" },
  { name: "a cut object", text: '{"a":1', error: "the text ends too early" },
  { name: "a duplicate key", text: '{"a":1,"b":2,"a":3}', error: 'duplicate key "a"' },
  { name: "a duplicate key by escape", text: '{"a":1,"\\u0061":2}', error: 'duplicate key "a"' },
  { name: "__proto__", text: '{"__proto__":{}}', error: "the key __proto__ is not accepted" },
  {
    name: "__proto__ by escape",
    text: '{"\\u005f_proto__":1}',
    error: "the key __proto__ is not accepted",
  },
  { name: "NaN", text: '{"qty":NaN}', error: 'unexpected "N" at position 7' },
  { name: "Infinity", text: "[-Infinity]", error: 'unexpected "-" at position 1' },
  { name: "a leading zero", text: "[01]", error: 'unexpected "1" at position 2' },
  { name: "a leading plus", text: "+1", error: 'unexpected "+" at position 0' },
  { name: "a bare dot", text: "[1.]", error: 'unexpected "." at position 2' },
  { name: "a trailing comma", text: '{"a":1,}', error: 'unexpected "}" at position 7' },
  { name: "single quotes", text: "{'a':1}", error: `unexpected "'" at position 1` },
  { name: "a key without quotes", text: "{a:1}", error: 'unexpected "a" at position 1' },
  { name: "a comment", text: "/**/1", error: 'unexpected "/" at position 0' },
  { name: "two documents", text: "1 2", error: 'unexpected "2" at position 2' },
  { name: "a raw line break in a string", text: '"a\nb"', error: "a broken string at position 0" },
  { name: "an unknown escape", text: '"\\x41"', error: "a broken string at position 0" },
  { name: "a string without an end", text: '["abc', error: "a broken string at position 1" },
  { name: "a misspelled word", text: "[nil]", error: 'unexpected "n" at position 1' },
  { name: "a no-break space", text: "\u00a01", error: 'unexpected "\u00a0" at position 0' },
  { name: "deep nesting", text: "[".repeat(500), error: "nested deeper than 16 levels" },
  {
    name: "too long",
    text: " ".repeat(JSON_LENGTH_MAX + 1),
    error: "longer than 65536 characters",
  },
])("refuses $name", ({ text, error }) => {
  expect(parseJson(text)).toEqual({ ok: false, error });
});

describe("the parser pollutes nothing", () => {
  test("an object has no key it was not given", () => {
    const parsed = parseJson('{"a":1}');
    expect(parsed.ok && Object.keys(parsed.value as object)).toEqual(["a"]);
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });
});
