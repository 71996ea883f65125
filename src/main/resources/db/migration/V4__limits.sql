-- What only the program saw to so far. Dropped first: a process killed between two statements leaves the first of them done.

-- A row counts as live unless it was superseded, and a live one stands under its own names: so none slips past "one live row".
ALTER TABLE module DROP CONSTRAINT IF EXISTS module_live;
ALTER TABLE module ADD CONSTRAINT module_live CHECK (
    (superseded_by IS NULL
        AND live_module_id IS NOT NULL AND live_module_id = module_id
        AND live_serial IS NOT NULL AND live_serial = serial_number
        AND ((mac IS NULL AND live_mac IS NULL) OR (mac IS NOT NULL AND live_mac IS NOT NULL AND live_mac = mac)))
    OR (superseded_by IS NOT NULL AND superseded_by > seq
        AND live_module_id IS NULL AND live_serial IS NULL AND live_mac IS NULL));

-- a key takes the place of one other
ALTER TABLE module DROP CONSTRAINT IF EXISTS module_superseded_once;
ALTER TABLE module ADD CONSTRAINT module_superseded_once UNIQUE (order_id, superseded_by);

ALTER TABLE module DROP CONSTRAINT IF EXISTS module_place;
ALTER TABLE module ADD CONSTRAINT module_place CHECK (seq > 0);

ALTER TABLE lot DROP CONSTRAINT IF EXISTS lot_places;
ALTER TABLE lot ADD CONSTRAINT lot_places CHECK (first_seq > 0 AND last_seq >= first_seq);

-- Which ledger this is: one row. A home remembers the number and takes no other database for its ledger.
CREATE TABLE IF NOT EXISTS ledger_number (
    only_row         INTEGER PRIMARY KEY CHECK (only_row = 1),
    number           VARCHAR(36) NOT NULL
);
INSERT INTO ledger_number (only_row, number)
    SELECT 1, CAST(gen_random_uuid() AS VARCHAR(36)) WHERE NOT EXISTS (SELECT 1 FROM ledger_number);
