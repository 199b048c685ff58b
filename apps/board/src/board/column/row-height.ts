/** Cards have a fixed height, so that the place of any row is arithmetic. Fingers get more room. */
export const GAP = 6;
/** Room above the first row, for its outline. */
export const TOP = 4;
const coarse = matchMedia("(pointer: coarse)");

export const cardHeight = (): number => (coarse.matches ? 104 : 94);
export const rowHeight = (): number => cardHeight() + GAP;
