// adapter-pg as the schema engine needs it. It was written for the client, so three gaps show here:
// pg_catalog's "char" columns, scripts of several statements, and the order of dropping a shadow database.
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, mockMigrationAwareAdapterFactory } from "@prisma/driver-adapter-utils";
import { connectionFields, runAlone } from "./connection.mjs";

const CHAR_OID = 18;
const TEXT_OID = 25;

/** A factory of connections for the engine, to the database behind the URL. */
export function databaseFactory(url) {
  const schema = new URL(url).searchParams.get("schema") ?? undefined;
  const factory = new PrismaPg(connectionFields(url), { schema });
  const connect = factory.connect.bind(factory);
  factory.connect = async () => patchAdapter(await connect());
  factory.connectToShadowDb = () => connectToShadow(url);
  return factory;
}

/** A factory for commands that need no database, such as a diff from nothing to the schema files. */
export function offlineFactory(reason) {
  const refuse = async () => {
    throw reason ?? new Error("no database");
  };
  const factory = mockMigrationAwareAdapterFactory("postgres");
  const connect = factory.connect.bind(factory);
  factory.connect = async () => {
    const adapter = await connect();
    adapter.executeRaw = refuse;
    adapter.executeScript = refuse;
    // The engine asks for the version when it is made; whatever it asks after that needs a database.
    adapter.queryRaw = ({ sql }) =>
      sql.includes("server_version_num") ? VERSION_ANSWER : refuse();
    return adapter;
  };
  return factory;
}

const VERSION_ANSWER = Promise.resolve({
  columnNames: ["exists", "version", "numeric_version"],
  columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
  rows: [[true, "PostgreSQL 18.0", 180_000]],
});

function patchAdapter(adapter) {
  patchQueries(adapter);
  // adapter-pg splits scripts at every ";", which breaks function bodies and semicolons in strings.
  adapter.executeScript = async (script) => {
    try {
      await adapter.client.query(script);
    } catch (error) {
      adapter.onError(error);
    }
  };
  const startTransaction = adapter.startTransaction.bind(adapter);
  adapter.startTransaction = async (...args) => patchQueries(await startTransaction(...args));
  return adapter;
}

/** Reads "char" columns (oid 18), which adapter-pg refuses, as text, and calls them characters again. */
function patchQueries(queryable) {
  const { queryRaw } = queryable;
  queryable.queryRaw = async (query) => {
    const charColumns = [];
    const performIO = async (request) => {
      const answer = await queryable.performIO(request);
      answer.fields.forEach((field, index) => {
        if (field.dataTypeID !== CHAR_OID) return;
        charColumns.push(index);
        field.dataTypeID = TEXT_OID;
      });
      return answer;
    };
    // A view with another performIO: queryRaw has no hook between the answer and its reading.
    const view = Object.create(queryable, { performIO: { value: performIO } });
    const result = await queryRaw.call(view, query);
    for (const index of charColumns) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return queryable;
}

/** adapter-pg's own drops the shadow database before its pool has let go of it, which fails. */
async function connectToShadow(url) {
  const database = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
  await runAlone(url, `CREATE DATABASE "${database}"`);
  const shadow = await new PrismaPg({ ...connectionFields(url), database }).connect();
  const adapter = patchAdapter(shadow);
  const dispose = adapter.dispose.bind(adapter);
  adapter.dispose = async () => {
    await dispose();
    await runAlone(url, `DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`);
  };
  return adapter;
}
