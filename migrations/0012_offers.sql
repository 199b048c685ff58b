-- A time that is offered to a card's patient stands beside the card's appointment, so that the same constraints keep it
-- from everybody else until there is an answer.
ALTER TABLE appointment ADD COLUMN offered boolean NOT NULL DEFAULT false;
ALTER TABLE appointment DROP CONSTRAINT appointment_pkey;
ALTER TABLE appointment ADD CONSTRAINT appointment_pkey PRIMARY KEY (practice, card, id);
