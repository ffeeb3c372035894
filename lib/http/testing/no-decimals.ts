/**
 * More than five hundred texts that are no decimal of ours, each read as a number by some parser, locale or
 * eye (reliability.md §2.9): none may pass anywhere.
 */

/** The digit one in every script that has digits of its own: \p{Nd} would take them all. */
const FOREIGN_ONES = Array.from({ length: 0x1fbff }, (_, code) => code)
  .filter((code) => code > 0x7f && !(code >= 0xd800 && code <= 0xdfff))
  .map((code) => String.fromCodePoint(code))
  .filter((letter) => /\p{Nd}/u.test(letter))
  .filter((_, index) => index % 10 === 1);

const SPACES = [
  ...["\u0020", "\t", "\n", "\r", "\v", "\f", "\u0085", "\u00a0", "\u1680", "\u180e", "\u2000"],
  ...["\u2002", "\u2003", "\u2007", "\u2009", "\u200a", "\u200b", "\u200c", "\u200d", "\u2028"],
  ...["\u2029", "\u202f", "\u205f", "\u2060", "\u3000", "\ufeff", "\u00ad", "\u061c", "\u200e"],
  ...["\u202d", "\u2066", "\u0000", "\u0001", "\u001b", "\u007f"],
];
const SIGNS = ["+", "\u2212", "\u2013", "\u2014", "\u207b", "\ufe63", "\uff0d", "\uff0b", "±", "~"];
const MONEY = ["$", "€", "£", "¥", "₹", "US$", "USD ", "usd", "¢", "\u0e3f"];
const SUFFIXES = [
  "f",
  "F",
  "d",
  "D",
  "L",
  "n",
  "m",
  "k",
  "K",
  "M",
  "bn",
  "u",
  "px",
  "e",
  "E",
  "i",
  "j",
];
const MARKS = [
  "'",
  '"',
  "`",
  "´",
  "’",
  "″",
  "\\",
  "/",
  "|",
  ";",
  ":",
  "!",
  "?",
  "#",
  "&",
  "^",
  "*",
  "=",
  "@",
];
const BRACKETS = ["()", "[]", "{}", "<>", "«»", "“”", '""', "''", "``", "||", "//"];
const GROUPED = [
  ",",
  "'",
  "’",
  "_",
  "\u00a0",
  "\u202f",
  " ",
  "٬",
  "٫",
  "·",
  "\u2009",
  "⎖",
  "`",
  ";",
];

const EXPONENTS = ["1", "1.5", "0", "9", ".5", "5."].flatMap((digits) =>
  [
    "e0",
    "e1",
    "E3",
    "e+3",
    "e-3",
    "e308",
    "e309",
    "e400",
    "e-400",
    "e9000000",
    "E",
    "e+",
    "e1.5",
    "×10^3",
  ].map((tail) => `${digits}${tail}`),
);

const RADIX = ["0x", "0X", "0b", "0B", "0o", "0O", "0h", "&h", "#", "\\x", "$0x", "00x"].flatMap(
  (prefix) => [`${prefix}1`, `${prefix}10`],
);

const ZEROS = [
  "00",
  "01",
  "007",
  "00.5",
  "000000000000",
  "01.50",
  "0_1",
  "-0",
  "-0.0",
  "+0",
  "0-",
  "0.",
  ".0",
];
const DOTS = [
  ".",
  "..",
  ".5",
  "5.",
  "1..2",
  "1.2.3",
  "1.2.",
  ".1.",
  "1,5",
  "1.000,00",
  "1 .5",
  "1. 5",
  "․5",
];
const LONG = [
  ...[13, 14, 16, 19, 20, 21, 39, 64, 100, 309, 400].map((length) => "9".repeat(length)),
  ...[10, 11, 18, 20, 25, 100, 400].map((length) => `0.${"0".repeat(length - 1)}1`),
  ...[10, 12, 20].map((length) => `1.${"1".repeat(length)}`),
  `1.${"0".repeat(23)}`,
  "123456789012.1234567890",
];
const WORDS = [
  ...[
    "NaN",
    "nan",
    "NAN",
    "-NaN",
    "Infinity",
    "-Infinity",
    "+Infinity",
    "infinity",
    "inf",
    "-inf",
    "INF",
  ],
  ...[
    "∞",
    "-∞",
    "undefined",
    "None",
    "nil",
    "none",
    "true",
    "false",
    "True",
    "yes",
    "on",
    "one",
    "eins",
  ],
  ...[
    "[object Object]",
    "{}",
    "[]",
    "[1]",
    '{"$gt":0}',
    "Number(1)",
    "BigInt(1)",
    "1n",
    "Symbol(1)",
  ],
  ...[
    "1/2",
    "½",
    "¼",
    "⅓",
    "1½",
    "1:2",
    "1 to 2",
    "1-2",
    "1..2",
    "~1",
    "<1",
    ">1",
    "<=1",
    "≈1",
    "1?",
  ],
  ...["Ⅰ", "Ⅳ", "①", "⑩", "⒈", "²", "1²", "₁", "一", "壹", "十", "〇", "零", "𝟏", "𝟙", "🄀", "1️⃣"],
  ...["1;--", "1 OR 1=1", "1' OR '1'='1", "1);DROP TABLE users;--", "1/**/", "1 UNION SELECT 1"],
  ...[
    "$\u007b1}",
    "{{1}}",
    "<%=1%>",
    "#{1}",
    "=1+1",
    "1+1",
    "1*1",
    "2-1",
    "@SUM(1)",
    "1=1",
    "1&&1",
    "1||1",
  ],
  ...["../1", "1/../2", "%31", "%2B1", "&#49;", "&#x31;", "\\u0031", "\\61", "0d1", "1\\n", "1%00"],
  ...[
    "__proto__",
    "constructor",
    "toString",
    "1,1",
    "[1,2]",
    "1\t2",
    "1 2",
    "12 345",
    "1e",
    "e1",
    "--1",
    "+-1",
  ],
  ...[
    "- 1",
    "-",
    "+",
    "−1",
    "1-",
    "1+",
    "(1)",
    "1 shares",
    "1 AAPL",
    "1.0.0",
    "v1",
    "#1",
    "№1",
    "1st",
    "1º",
  ],
];

const ALL = [
  ...FOREIGN_ONES,
  ...FOREIGN_ONES.map((one) => `1${one}`),
  ...SPACES.flatMap((space) => [`${space}1`, `1${space}`, `1${space}0`]),
  ...SIGNS.flatMap((sign) => [`${sign}1`, `1${sign}`]),
  ...MONEY.flatMap((sign) => [`${sign}1`, `1${sign}`]),
  ...SUFFIXES.map((suffix) => `1${suffix}`),
  ...MARKS.flatMap((mark) => [`${mark}1`, `1${mark}`]),
  ...BRACKETS.map((pair) => `${pair[0]}1${pair[1]}`),
  ...GROUPED.map((mark) => `1${mark}000`),
  ...EXPONENTS,
  ...RADIX,
  ...ZEROS,
  ...DOTS,
  ...LONG,
  ...WORDS,
];

/** Each once. */
export const NO_DECIMALS: readonly string[] = [...new Set(ALL)];

/** Those that JSON has as numbers: they are sent as such too. */
export const NO_DECIMAL_TOKENS: readonly string[] = NO_DECIMALS.filter((text) =>
  /^-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?$/.test(text),
);
