-- What factories report of delivered modules: every event with its time and its source. Where a module is follows from its events.
-- A row is never changed. Written in the SQL that H2 (MODE=PostgreSQL) and PostgreSQL share.

CREATE TABLE IF NOT EXISTS factory_report (
    order_id         VARCHAR(64) NOT NULL REFERENCES production_order,
    number           INTEGER NOT NULL,
    name             VARCHAR(255) NOT NULL,
    -- of the file as it came; the same file may be taken once more, when it brings something that was refused before
    sha256           CHAR(64) NOT NULL,
    -- SHA-256 of the certificate of who signed it; null if nobody did
    signer_sha256    CHAR(64),
    -- how it was read: the factory's own names of columns and events, "name<TAB>value" a line
    reading          VARCHAR(20000) NOT NULL,
    taken_at         TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    taken            INTEGER NOT NULL,
    known            INTEGER NOT NULL,
    refused          INTEGER NOT NULL,
    PRIMARY KEY (order_id, number)
);

CREATE TABLE IF NOT EXISTS module_event (
    order_id         VARCHAR(64) NOT NULL,
    seq              INTEGER NOT NULL,
    event            VARCHAR(10) NOT NULL,
    -- as the factory says
    happened_at      TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    station          VARCHAR(64) NOT NULL,
    note             VARCHAR(200) NOT NULL,
    -- of the DAC that a station read in the module; empty if nobody says
    dac_sha256       VARCHAR(64) NOT NULL,
    report           INTEGER NOT NULL,
    line             INTEGER NOT NULL,
    PRIMARY KEY (order_id, report, line),
    FOREIGN KEY (order_id, report) REFERENCES factory_report,
    -- the same event twice is one; and where a module's events are found
    UNIQUE (order_id, seq, happened_at, event, station, note, dac_sha256),
    FOREIGN KEY (order_id, seq) REFERENCES dac
);

CREATE TABLE IF NOT EXISTS report_reject (
    order_id         VARCHAR(64) NOT NULL,
    report           INTEGER NOT NULL,
    line             INTEGER NOT NULL,
    module_id        VARCHAR(160) NOT NULL,
    event            VARCHAR(160) NOT NULL,
    -- null where the row has no time that can be read
    happened_at      TIMESTAMP(3) WITH TIME ZONE,
    code             VARCHAR(40) NOT NULL,
    reason           VARCHAR(512) NOT NULL,
    PRIMARY KEY (order_id, report, line),
    FOREIGN KEY (order_id, report) REFERENCES factory_report
);

-- a DAC is asked for by its hash or its serial number, over all orders
CREATE INDEX IF NOT EXISTS dac_by_sha256 ON dac (sha256);
CREATE INDEX IF NOT EXISTS dac_by_serial ON dac (serial);
-- a module's rows in reports, and an order's entries of one kind
CREATE INDEX IF NOT EXISTS report_reject_by_module ON report_reject (module_id);
CREATE INDEX IF NOT EXISTS log_entry_by_kind ON log_entry (order_id, kind);
