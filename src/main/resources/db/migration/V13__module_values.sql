-- What modules brought along for the maker's own keys, as it was when they were taken: later the file may be another, or gone.
-- Sealed under keys derived from the order's key.

CREATE TABLE IF NOT EXISTS module_values (
    order_id         VARCHAR(64) NOT NULL,
    seq              INTEGER NOT NULL,
    -- keyed hash of the values
    mark             CHAR(64) NOT NULL,
    content          BYTEA NOT NULL,
    PRIMARY KEY (order_id, seq),
    FOREIGN KEY (order_id, seq) REFERENCES module
);
