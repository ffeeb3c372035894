/**
 * Everything we hold about a person as one zip: each table as JSON and as CSV, and a page that says what
 * they are. It is made while it is sent, and stored nowhere.
 */
import { strToU8, Zip, ZipDeflate } from "fflate";
import { csvLine } from "@/lib/wire/raxx/csv";
import type { Deps } from "../deps";
import { ROW_PLACES, USER_PLACE } from "./personal-data";
import { type PersonalTable, personalTable } from "./personal-rows";

const ABOUT = `Raxx: everything we hold about you.

json/  each kind of thing as JSON
csv/   the same as comma-separated values

Every trade, price, balance and result in here is simulated: results are hypothetical, no order reached a market, and
live trading would have brought other ones. Amounts in "micros" are millionths of a dollar, quantities in "nanos"
billionths of a share or contract.

Left out: hashes and keys that only a thief could use, and copies that are made of the log (mbt_events).
`;

type Needs = Pick<Deps, "webPool" | "clock">;

/** The bytes of the archive, as they are made. */
export async function* exportArchive(deps: Needs, userId: string): AsyncGenerator<Uint8Array> {
  const made: Uint8Array[] = [];
  const zip = new Zip((error, bytes) => {
    if (error !== null) throw error;
    made.push(bytes);
  });
  const tables: PersonalTable[] = [];
  for (const place of [USER_PLACE, ...ROW_PLACES]) {
    const table = await personalTable(deps.webPool, userId, place);
    if (table !== null) tables.push(table);
  }
  const files = [
    { name: "README.txt", text: aboutFiles(deps, tables) },
    ...tables.map((table) => ({ name: `json/${table.name}.json`, text: jsonOf(table) })),
    ...tables.map((table) => ({ name: `csv/${table.name}.csv`, text: csvOf(table) })),
  ];
  for (const { name, text } of files) {
    const file = new ZipDeflate(name, { level: 6 });
    zip.add(file);
    for await (const piece of text) {
      file.push(strToU8(piece));
      yield* made.splice(0);
    }
    file.push(new Uint8Array(), true);
    yield* made.splice(0);
  }
  zip.end();
  yield* made.splice(0);
}

async function* aboutFiles({ clock }: Needs, tables: readonly PersonalTable[]) {
  yield ABOUT;
  yield `\nMade ${new Date(clock.nowMs()).toISOString()}\n\n`;
  for (const { name, about } of tables) yield `${name}: ${about}\n`;
}

async function* jsonOf({ name, about, rows }: PersonalTable) {
  yield `${JSON.stringify({ simulated: true, name, about }).slice(0, -1)},"rows":[`;
  let before = "\n";
  for await (const row of rows()) {
    yield before + JSON.stringify(row);
    before = ",\n";
  }
  yield "\n]}\n";
}

/** Every row is labelled: a file travels without the page it came from. */
async function* csvOf({ columns, rows }: PersonalTable) {
  yield csvLine(["simulated", ...columns]);
  for await (const row of rows()) {
    yield csvLine(["SIMULATED", ...columns.map((name) => written(row[name]))]);
  }
}

function written(value: unknown): unknown {
  return value instanceof Date ? value.toISOString() : value;
}
