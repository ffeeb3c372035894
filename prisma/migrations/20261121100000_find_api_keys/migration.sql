-- Who keys belong to, in one round trip for all that are asked for at once. Under row-level security
-- this took a transaction of six per key, which was most of the cost of a program's request. It shows
-- what raxx_web could look up before, row by row, by an id it already has; the secret is compared by
-- the caller, by its hash.
CREATE FUNCTION find_api_keys(p_key_ids text[])
RETURNS TABLE (key_id text, user_id uuid, account_id uuid, secret_hash bytea, tier text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.key_id, k.user_id, k.account_id, k.secret_hash, u.tier
  FROM api_keys k JOIN users u ON u.id = k.user_id
  WHERE k.key_id = ANY (p_key_ids) AND k.revoked_at IS NULL
    AND (k.expires_at IS NULL OR k.expires_at > now())
$$;
ALTER FUNCTION find_api_keys(text[]) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION find_api_keys(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_api_keys(text[]) TO raxx_web;
