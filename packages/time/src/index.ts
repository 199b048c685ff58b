/** Business calendars, zones, durations and next instants. */
export {};
