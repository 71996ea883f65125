-- Where a module's DAC goes besides its factory partition.

-- hex, 32 bytes that the chip derives its private key with; null where the submission told none
ALTER TABLE module ADD COLUMN IF NOT EXISTS key_salt CHAR(64);

-- of the secure-cert image or the fragments; null where there is neither
ALTER TABLE factory_partition ADD COLUMN IF NOT EXISTS secure_cert_sha256 CHAR(64);
