export { armOffers, isOfferClock, slotOfClock } from "./clocks.ts";
