export { ana, type House, newCard, openHouse } from "./house.ts";
export { rulebook, type SketchedRule, sketchLifecycle } from "./rulebook.ts";
export { whyHouse } from "./why-house.ts";
export { writtenRules } from "./written-rules.ts";
export { ledgerContract } from "./ledger-contract.ts";
