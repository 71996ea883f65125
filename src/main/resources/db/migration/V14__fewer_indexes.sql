-- A DAC is of its module's key, of which the ledger has one over all orders; so its own needs no index. And one index by serial number
-- instead of two: in each whose keys lie anywhere, every DAC is a page written anew. There were four, and two are left.

ALTER TABLE module DROP CONSTRAINT IF EXISTS module_key CASCADE;
ALTER TABLE module ADD CONSTRAINT module_key UNIQUE (order_id, seq, spki_sha256);

DROP TABLE IF EXISTS dac_of_its_key;
CREATE TABLE dac_of_its_key (
    order_id         VARCHAR(64) NOT NULL,
    seq              INTEGER NOT NULL,
    spki_sha256      CHAR(64) NOT NULL,
    issuer_ski       CHAR(40) NOT NULL,
    -- hex, 1 to 20 octets
    serial           VARCHAR(40) NOT NULL,
    -- null where only a manifest tells of it
    der              BYTEA,
    sha256           CHAR(64) NOT NULL,
    not_before       TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    not_after        TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    issued_at        TIMESTAMP(3) WITH TIME ZONE NOT NULL
);
INSERT INTO dac_of_its_key (order_id, seq, spki_sha256, issuer_ski, serial, der, sha256, not_before, not_after, issued_at)
    SELECT order_id, seq, spki_sha256, issuer_ski, serial, der, sha256, not_before, not_after, issued_at FROM dac;

-- with the keys of other tables that refer to it, which have no names that both databases know
DROP TABLE dac CASCADE;
ALTER TABLE dac_of_its_key RENAME TO dac;
-- over rows that are there an index is sorted once
ALTER TABLE dac ADD CONSTRAINT dac_place PRIMARY KEY (order_id, seq);
ALTER TABLE dac ADD CONSTRAINT dac_key FOREIGN KEY (order_id, seq, spki_sha256) REFERENCES module (order_id, seq, spki_sha256);
-- the serial number first: a DAC is asked for by it alone
ALTER TABLE dac ADD CONSTRAINT dac_serial UNIQUE (serial, issuer_ski);
CREATE INDEX dac_by_sha256 ON dac (sha256);
ALTER TABLE factory_partition DROP CONSTRAINT IF EXISTS factory_partition_dac;
ALTER TABLE factory_partition ADD CONSTRAINT factory_partition_dac FOREIGN KEY (order_id, seq) REFERENCES dac (order_id, seq);
ALTER TABLE module_event DROP CONSTRAINT IF EXISTS module_event_dac;
ALTER TABLE module_event ADD CONSTRAINT module_event_dac FOREIGN KEY (order_id, seq) REFERENCES dac (order_id, seq);
