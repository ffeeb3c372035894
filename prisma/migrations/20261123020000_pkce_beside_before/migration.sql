-- The build before knows no challenges and names no scopes; until it is gone everywhere, beside this one or after a
-- step back, its calls go on.

ALTER TABLE "oauth_apps" ALTER COLUMN "scopes" SET DEFAULT ARRAY['read', 'trade', 'data', 'account:write']::TEXT[];

CREATE FUNCTION redeem_oauth_code(
  p_client_id text, p_secret_hash bytea, p_code_hash bytea, p_redirect_uri text, p_token_hash bytea
) RETURNS TABLE (outcome text, scopes text[])
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  -- Without a secret it never was an app's own: only here could the one below take it for one that has none.
  SELECT r.outcome, r.scopes
  FROM redeem_oauth_code(p_client_id, coalesce(p_secret_hash, ''), p_code_hash, p_redirect_uri, NULL::text, p_token_hash) r
$$;

ALTER FUNCTION redeem_oauth_code(text, bytea, bytea, text, bytea) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION redeem_oauth_code(text, bytea, bytea, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION redeem_oauth_code(text, bytea, bytea, text, bytea) TO raxx_web;
