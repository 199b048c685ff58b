export { readCsv } from "./csv.ts";
export { readTables, type TableFile, tableName } from "./read-tables.ts";
export { TableSpec } from "./schema.ts";
