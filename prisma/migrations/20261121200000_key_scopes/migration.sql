-- What a key may do is looked up with the key. Keys made so far were for everything there was.
UPDATE api_keys SET scopes = ARRAY['read', 'trade', 'data', 'account:write'];

DROP FUNCTION find_api_keys(text[]);
CREATE FUNCTION find_api_keys(p_key_ids text[])
RETURNS TABLE (key_id text, user_id uuid, account_id uuid, secret_hash bytea, tier text, scopes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.key_id, k.user_id, k.account_id, k.secret_hash, u.tier, k.scopes
  FROM api_keys k JOIN users u ON u.id = k.user_id
  WHERE k.key_id = ANY (p_key_ids) AND k.revoked_at IS NULL
    AND (k.expires_at IS NULL OR k.expires_at > now())
$$;
ALTER FUNCTION find_api_keys(text[]) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION find_api_keys(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_api_keys(text[]) TO raxx_web;
