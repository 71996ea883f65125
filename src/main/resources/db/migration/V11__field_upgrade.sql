-- Submissions that were signed, and modules that a later delivery has once more because one of these asked for it.

CREATE TABLE IF NOT EXISTS signed_submission (
    order_id         VARCHAR(64) NOT NULL,
    number           INTEGER NOT NULL,
    -- the sender's own, and its place among all of the order's: neither is taken twice
    submission_id    VARCHAR(64) NOT NULL,
    sequence_number  INTEGER NOT NULL,
    -- SHA-256 of the certificate of who signed it
    signer_sha256    CHAR(64) NOT NULL,
    PRIMARY KEY (order_id, number),
    FOREIGN KEY (order_id, number) REFERENCES submission,
    UNIQUE (order_id, submission_id),
    UNIQUE (order_id, sequence_number),
    CONSTRAINT signed_sequence CHECK (sequence_number > 0)
);

ALTER TABLE delivery ADD COLUMN IF NOT EXISTS again INTEGER DEFAULT 0 NOT NULL;

-- the last submission that the delivery answers; null where nobody asks for that
ALTER TABLE delivery ADD COLUMN IF NOT EXISTS last_submission INTEGER;

-- a lot has places of its own, or is made of modules that were delivered before and has none: so no place is counted twice
ALTER TABLE lot ADD COLUMN IF NOT EXISTS again INTEGER DEFAULT 0 NOT NULL;
ALTER TABLE lot ALTER COLUMN first_seq DROP NOT NULL;
ALTER TABLE lot ALTER COLUMN last_seq DROP NOT NULL;
ALTER TABLE lot DROP CONSTRAINT IF EXISTS lot_places;
ALTER TABLE lot ADD CONSTRAINT lot_places CHECK (
    (again = 0 AND first_seq IS NOT NULL AND last_seq IS NOT NULL AND first_seq > 0 AND last_seq >= first_seq)
    OR (again > 0 AND first_seq IS NULL AND last_seq IS NULL));

CREATE TABLE IF NOT EXISTS redelivery (
    order_id         VARCHAR(64) NOT NULL,
    seq              INTEGER NOT NULL,
    -- which asked for it
    submission       INTEGER NOT NULL,
    -- which answered it; null until one is planned
    delivery         INTEGER,
    lot              INTEGER,
    PRIMARY KEY (order_id, seq, submission),
    FOREIGN KEY (order_id, seq) REFERENCES module,
    FOREIGN KEY (order_id, submission) REFERENCES submission,
    FOREIGN KEY (order_id, delivery, lot) REFERENCES lot
);
