-- The close of each day is an event; the account's last equity and its history find them by this.
-- Few events are snapshots, so the index costs the others nothing.
CREATE INDEX "mbt_events_snapshots" ON "mbt_events" ("account_id", "version") WHERE type = 'snapshot_taken';
