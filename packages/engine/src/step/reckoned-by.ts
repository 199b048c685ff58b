/**
 * What a card's clocks are reckoned by: the rules, and the time zone data. Where either is new, they are reckoned anew
 * before anything else happens to the card.
 */
export const reckonedBy = (ruleset: string, tzdata: string): string => `${ruleset}+${tzdata}`;
