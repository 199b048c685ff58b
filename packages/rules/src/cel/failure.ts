/** A value that is not there. Never counts as false: it ends the evaluation unless the other side decides it. */
export class Unknown extends Error {}

/** A value of the wrong type or size, or a computation that has no answer. */
export class Failure extends Error {}
