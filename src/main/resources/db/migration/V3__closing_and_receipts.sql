-- Why an order's key was destroyed, and which deliveries a factory has signed for.

ALTER TABLE production_order ADD COLUMN IF NOT EXISTS close_reason VARCHAR(512);

-- the first good receipt of a delivery; a row is never changed
CREATE TABLE IF NOT EXISTS receipt (
    order_id         VARCHAR(64) NOT NULL,
    delivery         INTEGER NOT NULL,
    -- of the receipt as it came
    sha256           CHAR(64) NOT NULL,
    -- SHA-256 of the certificate of who signed it
    signer_sha256    CHAR(64) NOT NULL,
    -- when the signer says it signed
    signed_at        TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    taken_at         TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (order_id, delivery),
    FOREIGN KEY (order_id, delivery) REFERENCES delivery
);
