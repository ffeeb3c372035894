-- Third-party apps that a user lets into one account (OAuth 2).

CREATE TABLE "oauth_apps" (
    "id" UUID NOT NULL,
    "client_id" TEXT NOT NULL,
    "secret_hash" BYTEA NOT NULL,
    "name" TEXT NOT NULL,
    "redirect_uris" TEXT[],
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "oauth_apps_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "oauth_apps_client_id_key" ON "oauth_apps"("client_id");

CREATE TABLE "oauth_grants" (
    "id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "account_id" UUID NOT NULL,
    "app_id" UUID NOT NULL,
    "scopes" TEXT[],
    "redirect_uri" TEXT NOT NULL,
    "code_hash" BYTEA NOT NULL,
    "code_expires_at" TIMESTAMPTZ(3) NOT NULL,
    "token_hash" BYTEA,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "revoked_at" TIMESTAMPTZ(3),
    CONSTRAINT "oauth_grants_pkey" PRIMARY KEY ("id")
);
CREATE UNIQUE INDEX "oauth_grants_code_hash_key" ON "oauth_grants"("code_hash");
CREATE UNIQUE INDEX "oauth_grants_token_hash_key" ON "oauth_grants"("token_hash");
CREATE INDEX "oauth_grants_user_id_idx" ON "oauth_grants"("user_id");
CREATE INDEX "oauth_grants_account_id_idx" ON "oauth_grants"("account_id");
ALTER TABLE "oauth_grants" ADD CONSTRAINT "oauth_grants_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "oauth_grants" ADD CONSTRAINT "oauth_grants_account_id_fkey" FOREIGN KEY ("account_id") REFERENCES "mbt_accounts"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "oauth_grants" ADD CONSTRAINT "oauth_grants_app_id_fkey" FOREIGN KEY ("app_id") REFERENCES "oauth_apps"("id") ON DELETE CASCADE ON UPDATE CASCADE;

DO $$
DECLARE t text;
BEGIN
  FOREACH t IN ARRAY ARRAY['oauth_apps', 'oauth_grants'] LOOP
    EXECUTE format('ALTER TABLE %I OWNER TO raxx_owner', t);
  END LOOP;
  FOREACH t IN ARRAY ARRAY['oauth_grants'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', t);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', t);
    EXECUTE format('CREATE POLICY owner_all ON %I TO raxx_owner USING (true) WITH CHECK (true)', t);
    EXECUTE format('CREATE POLICY retention_all ON %I TO raxx_retention USING (true)', t);
    EXECUTE format('CREATE POLICY worker_reads ON %I FOR SELECT TO raxx_worker USING (true)', t);
  END LOOP;
END $$;

-- A grant acts on the account it names, so it must be the user's own.
CREATE POLICY own_rows ON oauth_grants TO raxx_web USING (user_id = app_user_id())
  WITH CHECK (user_id = app_user_id()
    AND account_id IN (SELECT id FROM mbt_accounts WHERE user_id = app_user_id()));
GRANT SELECT (id, client_id, name, redirect_uris, created_at, revoked_at) ON oauth_apps TO raxx_web;
GRANT SELECT, INSERT ON oauth_grants TO raxx_web;
GRANT UPDATE (revoked_at) ON oauth_grants TO raxx_web;

-- Whose a token is. Shows what its holder could ask anyway, and nothing by any other key.
CREATE FUNCTION find_oauth_token(p_token_hash bytea)
RETURNS TABLE (user_id uuid, account_id uuid, tier text, scopes text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT g.user_id, g.account_id, u.tier, g.scopes
  FROM oauth_grants g
  JOIN users u ON u.id = g.user_id
  JOIN oauth_apps p ON p.id = g.app_id AND p.revoked_at IS NULL
  JOIN mbt_accounts a ON a.id = g.account_id AND a.archived_at IS NULL
  WHERE g.token_hash = p_token_hash AND g.revoked_at IS NULL
$$;

-- A code becomes a token once. The app that redeems it has no session: it proves itself by its secret.
-- A code that comes a second time has leaked, so the token it made is revoked (RFC 6749 §4.1.2).
CREATE FUNCTION redeem_oauth_code(
  p_client_id text, p_secret_hash bytea, p_code_hash bytea, p_redirect_uri text, p_token_hash bytea
) RETURNS TABLE (outcome text, scopes text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  app uuid;
  granted text[];
BEGIN
  SELECT p.id INTO app FROM oauth_apps p
    WHERE p.client_id = p_client_id AND p.secret_hash = p_secret_hash AND p.revoked_at IS NULL;
  IF app IS NULL THEN RETURN QUERY SELECT 'invalid_client'::text, NULL::text[]; RETURN; END IF;
  UPDATE oauth_grants g SET token_hash = p_token_hash
    WHERE g.code_hash = p_code_hash AND g.app_id = app AND g.redirect_uri = p_redirect_uri
      AND g.token_hash IS NULL AND g.revoked_at IS NULL AND g.code_expires_at > now()
    RETURNING g.scopes INTO granted;
  IF FOUND THEN RETURN QUERY SELECT 'granted'::text, granted; RETURN; END IF;
  UPDATE oauth_grants g SET revoked_at = now()
    WHERE g.code_hash = p_code_hash AND g.app_id = app AND g.token_hash IS NOT NULL AND g.revoked_at IS NULL;
  RETURN QUERY SELECT 'invalid_grant'::text, NULL::text[];
END $$;

ALTER FUNCTION find_oauth_token(bytea) OWNER TO raxx_owner;
ALTER FUNCTION redeem_oauth_code(text, bytea, bytea, text, bytea) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION find_oauth_token(bytea) FROM PUBLIC;
REVOKE ALL ON FUNCTION redeem_oauth_code(text, bytea, bytea, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_oauth_token(bytea), redeem_oauth_code(text, bytea, bytea, text, bytea) TO raxx_web;
