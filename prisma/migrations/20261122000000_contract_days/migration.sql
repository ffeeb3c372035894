-- What a day leaves of a contract: how many are open and where it closed (alpaca-wire.md §1.10).
ALTER TABLE option_contracts
  ADD COLUMN "open_interest" BIGINT,
  ADD COLUMN "open_interest_date" TEXT,
  ADD COLUMN "close_micros" BIGINT,
  ADD COLUMN "close_date" TEXT;
