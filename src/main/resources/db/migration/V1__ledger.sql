-- The ledger: what was decided and what was done about it. No passcode, verifier, salt or private key stands in any column.
-- A process killed between two statements leaves the first of them done: each may find its table there.
-- Written in the SQL that H2 (MODE=PostgreSQL) and PostgreSQL share. Hashes and identifiers are lower-case hex.

CREATE TABLE IF NOT EXISTS production_order (
    order_id         VARCHAR(64) PRIMARY KEY,
    -- two ids that differ in case only would be one folder on some file systems
    folded_id        VARCHAR(64) NOT NULL UNIQUE,
    reference        VARCHAR(64) NOT NULL,
    quantity         INTEGER NOT NULL CHECK (quantity > 0),
    spares           INTEGER NOT NULL CHECK (spares >= 0),
    accepted         INTEGER NOT NULL DEFAULT 0,
    superseding      INTEGER NOT NULL DEFAULT 0,
    -- what may not change once the order has started: "name<TAB>value" a line
    terms            VARCHAR(20000) NOT NULL,
    -- proves that the key file is this order's, without telling the key
    key_check        CHAR(64) NOT NULL,
    completed_runs   INTEGER NOT NULL DEFAULT 0,
    opened_at        TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    closed_at        TIMESTAMP(3) WITH TIME ZONE,
    CONSTRAINT order_quantity CHECK (accepted <= quantity),
    CONSTRAINT order_spares CHECK (superseding <= spares)
);

CREATE TABLE IF NOT EXISTS submission (
    order_id         VARCHAR(64) NOT NULL REFERENCES production_order,
    number           INTEGER NOT NULL,
    name             VARCHAR(255) NOT NULL,
    sha256           CHAR(64) NOT NULL,
    taken_at         TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    accepted         INTEGER NOT NULL,
    repeated         INTEGER NOT NULL,
    rejected         INTEGER NOT NULL,
    -- the order's how-manieth run took it
    run              INTEGER NOT NULL,
    PRIMARY KEY (order_id, number),
    UNIQUE (order_id, sha256)
);

CREATE TABLE IF NOT EXISTS reject (
    order_id         VARCHAR(64) NOT NULL,
    submission       INTEGER NOT NULL,
    number           INTEGER NOT NULL,
    source           VARCHAR(512) NOT NULL,
    module_id        VARCHAR(160) NOT NULL,
    code             VARCHAR(40) NOT NULL,
    reason           VARCHAR(512) NOT NULL,
    PRIMARY KEY (order_id, submission, number),
    FOREIGN KEY (order_id, submission) REFERENCES submission
);

CREATE TABLE IF NOT EXISTS module (
    order_id         VARCHAR(64) NOT NULL,
    seq              INTEGER NOT NULL,
    submission       INTEGER NOT NULL,
    module_id        VARCHAR(64) NOT NULL,
    mac              CHAR(12),
    serial_number    VARCHAR(32) NOT NULL,
    -- uncompressed point, 65 bytes
    public_key       BYTEA NOT NULL,
    -- one place per public key over all orders, so one DAC
    spki_sha256      CHAR(64) NOT NULL UNIQUE,
    accepted_at      TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    -- as module_id, serial_number and mac while the row is live, null once superseded: at most one live row each
    live_module_id   VARCHAR(64),
    live_serial      VARCHAR(32),
    live_mac         CHAR(12),
    superseded_by    INTEGER,
    PRIMARY KEY (order_id, seq),
    FOREIGN KEY (order_id, submission) REFERENCES submission,
    -- looked up by lists of values: H2 uses an index for a list only where it begins with that column
    UNIQUE (live_module_id, order_id),
    UNIQUE (live_serial, order_id),
    UNIQUE (live_mac, order_id)
);

CREATE TABLE IF NOT EXISTS delivery (
    order_id         VARCHAR(64) NOT NULL REFERENCES production_order,
    number           INTEGER NOT NULL,
    modules          INTEGER NOT NULL,
    planned_at       TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    -- certificate of who signed it, DER: a later delivery may have another signer
    signer           BYTEA,
    -- SHA-256 of SHA256SUMS, once handed over
    sums_sha256      CHAR(64),
    delivered_at     TIMESTAMP(3) WITH TIME ZONE,
    PRIMARY KEY (order_id, number)
);

CREATE TABLE IF NOT EXISTS lot (
    order_id         VARCHAR(64) NOT NULL,
    delivery         INTEGER NOT NULL,
    number           INTEGER NOT NULL,
    first_seq        INTEGER NOT NULL,
    last_seq         INTEGER NOT NULL,
    -- PLANNED, SEALING (rendered, about to be renamed), SEALED
    state            VARCHAR(8) NOT NULL,
    tar_sha256       CHAR(64),
    gzip_sha256      CHAR(64),
    sealed_sha256    CHAR(64),
    sealed_size      BIGINT,
    PRIMARY KEY (order_id, delivery, number),
    FOREIGN KEY (order_id, delivery) REFERENCES delivery,
    UNIQUE (order_id, first_seq)
);

CREATE TABLE IF NOT EXISTS dac (
    order_id         VARCHAR(64) NOT NULL,
    seq              INTEGER NOT NULL,
    spki_sha256      CHAR(64) NOT NULL UNIQUE,
    issuer_ski       CHAR(40) NOT NULL,
    -- hex, 1 to 20 octets
    serial           VARCHAR(40) NOT NULL,
    der              BYTEA NOT NULL,
    sha256           CHAR(64) NOT NULL,
    not_before       TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    not_after        TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    issued_at        TIMESTAMP(3) WITH TIME ZONE NOT NULL,
    PRIMARY KEY (order_id, seq),
    FOREIGN KEY (order_id, seq) REFERENCES module,
    UNIQUE (issuer_ski, serial)
);

-- what a sealed lot says of each module without telling its secrets
CREATE TABLE IF NOT EXISTS factory_partition (
    order_id         VARCHAR(64) NOT NULL,
    seq              INTEGER NOT NULL,
    discriminator    INTEGER NOT NULL,
    sha256           CHAR(64) NOT NULL,
    PRIMARY KEY (order_id, seq),
    FOREIGN KEY (order_id, seq) REFERENCES dac
);
