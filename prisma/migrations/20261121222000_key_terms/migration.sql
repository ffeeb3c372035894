-- From where a key may be used (empty: from anywhere), and an end that a rotation can set.
ALTER TABLE api_keys ADD COLUMN "allowed_ips" TEXT[] NOT NULL DEFAULT '{}';
ALTER TABLE api_keys ALTER COLUMN "allowed_ips" DROP DEFAULT;
ALTER TABLE api_keys ALTER COLUMN "allowed_ips" DROP NOT NULL;
GRANT UPDATE (expires_at) ON api_keys TO raxx_web;

DROP FUNCTION find_api_keys(text[]);
CREATE FUNCTION find_api_keys(p_key_ids text[])
RETURNS TABLE (id uuid, key_id text, user_id uuid, account_id uuid, secret_hash bytea, tier text,
  scopes text[], allowed_ips text[], last_used_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT k.id, k.key_id, k.user_id, k.account_id, k.secret_hash, u.tier, k.scopes, k.allowed_ips,
    k.last_used_at
  FROM api_keys k JOIN users u ON u.id = k.user_id
  WHERE k.key_id = ANY (p_key_ids) AND k.revoked_at IS NULL
    AND (k.expires_at IS NULL OR k.expires_at > now())
$$;
ALTER FUNCTION find_api_keys(text[]) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION find_api_keys(text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_api_keys(text[]) TO raxx_web;
