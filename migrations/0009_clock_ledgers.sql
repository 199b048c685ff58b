-- When a clock stood still, and since when the state it waits for is broken; null for one that has run without a break.
ALTER TABLE timer ADD COLUMN ledger jsonb;
