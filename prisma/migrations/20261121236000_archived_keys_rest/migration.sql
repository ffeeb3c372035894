-- The key of an archived account rests with it: said in 20261121201000, lost when the function got the
-- terms of keys.
CREATE OR REPLACE FUNCTION find_api_keys(p_key_ids text[])
RETURNS TABLE (id uuid, key_id text, user_id uuid, account_id uuid, secret_hash bytea, tier text,
  scopes text[], allowed_ips text[], last_used_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.id, k.key_id, k.user_id, k.account_id, k.secret_hash, u.tier, k.scopes, k.allowed_ips,
    k.last_used_at
  FROM api_keys k JOIN users u ON u.id = k.user_id
  JOIN mbt_accounts a ON a.id = k.account_id AND a.archived_at IS NULL
  WHERE k.key_id = ANY (p_key_ids) AND k.revoked_at IS NULL
    AND (k.expires_at IS NULL OR k.expires_at > now())
$$;
