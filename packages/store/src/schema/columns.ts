import { customType } from "drizzle-orm/pg-core";
import { toInstant } from "../connection/parsers.ts";

/** An instant of the domain: text on our side, a point in time with milliseconds in the database. */
export const instant = customType<{ data: string; driverData: string }>({
  dataType: () => "timestamp(3) with time zone",
  fromDriver: (text) => (text.endsWith("Z") ? text : toInstant(text)),
});

export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

export const int8range = customType<{ data: string }>({ dataType: () => "int8range" });
export const tstzrange = customType<{ data: string }>({ dataType: () => "tstzrange" });
