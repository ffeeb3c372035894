/** Comma-separated values (RFC 4180), safe to open in a spreadsheet. */

/** A line of cells, ended. */
export function csvLine(cells: readonly unknown[]): string {
  return `${cells.map(cellOf).join(",")}\r\n`;
}

function cellOf(value: unknown): string {
  const text = textOf(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  // A spreadsheet runs a cell that begins like a formula; a number may begin with its sign.
  // Source: OWASP, CSV injection, read 2026-11-21.
  return /^[=+\-@\t\r]/.test(text) && !/^[+-][0-9.]+$/.test(text) ? `'${text}` : text;
}
