import { expect, test } from "vitest";
import { csvLine } from "./csv";

// Quoting by RFC 4180; what a spreadsheet would run is made text (OWASP, CSV injection).
test.each([
  { cells: ["a", 1, true, null, undefined], line: "a,1,true,,\r\n" },
  { cells: ['say "hi"', "a,b", "two\nlines"], line: '"say ""hi""","a,b","two\nlines"\r\n' },
  { cells: ["=1+1", "@cmd", "+sum", "-sum", "\tx"], line: "'=1+1,'@cmd,'+sum,'-sum,'\tx\r\n" },
  { cells: ["-1204.5", "+3"], line: "-1204.5,+3\r\n" },
  { cells: [[{ symbol: "AAPL" }]], line: '"[{""symbol"":""AAPL""}]"\r\n' },
])("$cells", ({ cells, line }) => {
  expect(csvLine(cells)).toBe(line);
});
