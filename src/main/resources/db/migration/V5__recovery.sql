-- What recover takes from a signed manifest: it names keys and certificates by their hashes only.

ALTER TABLE module ALTER COLUMN public_key DROP NOT NULL;

ALTER TABLE dac ALTER COLUMN der DROP NOT NULL;

-- checkpoints that a delivery carries and that the log was lost of; a row is never changed
CREATE TABLE IF NOT EXISTS lost_checkpoint (
    order_id         VARCHAR(64) NOT NULL,
    delivery         INTEGER NOT NULL,
    size             BIGINT NOT NULL,
    root             CHAR(64) NOT NULL,
    recovered_at     TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (order_id, delivery),
    FOREIGN KEY (order_id, delivery) REFERENCES delivery
);
