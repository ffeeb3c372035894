-- A user names and archives accounts; everything else of them is written through the one door.
ALTER TABLE "mbt_accounts" ADD COLUMN "archived_at" TIMESTAMPTZ(3);
GRANT UPDATE (name, archived_at) ON mbt_accounts TO raxx_web;

-- The key of an archived account rests with it.
CREATE OR REPLACE FUNCTION find_api_keys(p_key_ids text[])
RETURNS TABLE (key_id text, user_id uuid, account_id uuid, secret_hash bytea, tier text, scopes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.key_id, k.user_id, k.account_id, k.secret_hash, u.tier, k.scopes
  FROM api_keys k JOIN users u ON u.id = k.user_id
  JOIN mbt_accounts a ON a.id = k.account_id AND a.archived_at IS NULL
  WHERE k.key_id = ANY (p_key_ids) AND k.revoked_at IS NULL
    AND (k.expires_at IS NULL OR k.expires_at > now())
$$;
