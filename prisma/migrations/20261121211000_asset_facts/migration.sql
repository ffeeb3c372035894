-- What GET /v2/assets says of a stock beside its name (alpaca-wire.md §1.10); the hub writes them daily.
ALTER TABLE "instruments" ADD COLUMN "cusip" TEXT,
ADD COLUMN "fractionable" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "easy_to_borrow" BOOLEAN NOT NULL DEFAULT true,
ADD COLUMN "attributes" TEXT[] NOT NULL DEFAULT '{}';
