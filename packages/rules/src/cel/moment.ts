import { fromEpochMs, type Instant, toEpochMs } from "@corridor/time";

/**
 * A timestamp inside an expression. Not the library's own type: that one is a host date, with members that
 * answer by the host's time zone.
 */
export class Moment {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
  static from(instant: Instant): Moment {
    return new Moment(toEpochMs(instant));
  }
  get instant(): Instant {
    return fromEpochMs(this.ms);
  }
}

/** A length of time inside an expression, in milliseconds; negative when it leads back. */
export class Span {
  readonly ms: number;
  constructor(ms: number) {
    this.ms = ms;
  }
}

/** A whole card handed to a function; nothing inside an expression can look into it. */
export class CardRef {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}
