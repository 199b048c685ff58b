import { must } from "@corridor/domain";

/** Version of the time zone data this process has. */
export const tzdata = must(process.versions["tz"], "Node says which time zone data it has");
