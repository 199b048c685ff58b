-- The rules that led to a clock's being set, as events carry them: null where no rule did. A clock whose `card` is empty
-- belongs to the practice, and is guarded by the lock of its record.
ALTER TABLE timer ADD COLUMN path jsonb, ADD COLUMN depth integer;
