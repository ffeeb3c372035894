-- Proof Key for Code Exchange (RFC 7636), apps that can keep no secret, and the scopes an app may ask for.

ALTER TABLE "oauth_apps"
  ALTER COLUMN "secret_hash" DROP NOT NULL, -- an app on somebody's own device has no secret
  ADD COLUMN "scopes" TEXT[],
  ADD COLUMN "pkce_required" BOOLEAN;
-- Apps of before were registered for Alpaca's flow, which has neither.
UPDATE "oauth_apps" SET "scopes" = '{read,trade,data,account:write}', "pkce_required" = false;
ALTER TABLE "oauth_apps"
  ALTER COLUMN "pkce_required" SET NOT NULL,
  ALTER COLUMN "pkce_required" SET DEFAULT true,
  ADD CONSTRAINT "oauth_apps_public_needs_pkce" CHECK (secret_hash IS NOT NULL OR pkce_required);
ALTER TABLE "oauth_grants" ADD COLUMN "code_challenge" TEXT;

GRANT SELECT (scopes, pkce_required) ON oauth_apps TO raxx_web;

-- As before, and: without a secret only an app that has none, and with the verifier of the code's challenge.
-- A verifier for a code that was asked for without one is refused too: somebody took the challenge away.
DROP FUNCTION redeem_oauth_code(text, bytea, bytea, text, bytea);
CREATE FUNCTION redeem_oauth_code(
  p_client_id text, p_secret_hash bytea, p_code_hash bytea, p_redirect_uri text, p_challenge text,
  p_token_hash bytea
) RETURNS TABLE (outcome text, scopes text[])
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
#variable_conflict use_column
DECLARE
  app uuid;
  needs_challenge boolean;
  granted text[];
BEGIN
  SELECT p.id, p.pkce_required INTO app, needs_challenge FROM oauth_apps p
    WHERE p.client_id = p_client_id AND p.secret_hash IS NOT DISTINCT FROM p_secret_hash AND p.revoked_at IS NULL;
  IF app IS NULL THEN RETURN QUERY SELECT 'invalid_client'::text, NULL::text[]; RETURN; END IF;
  UPDATE oauth_grants g SET token_hash = p_token_hash
    WHERE g.code_hash = p_code_hash AND g.app_id = app AND g.redirect_uri = p_redirect_uri
      AND g.code_challenge IS NOT DISTINCT FROM p_challenge
      AND (g.code_challenge IS NOT NULL OR NOT needs_challenge)
      AND g.token_hash IS NULL AND g.revoked_at IS NULL AND g.code_expires_at > now()
    RETURNING g.scopes INTO granted;
  IF FOUND THEN RETURN QUERY SELECT 'granted'::text, granted; RETURN; END IF;
  UPDATE oauth_grants g SET revoked_at = now()
    WHERE g.code_hash = p_code_hash AND g.app_id = app AND g.token_hash IS NOT NULL AND g.revoked_at IS NULL;
  RETURN QUERY SELECT 'invalid_grant'::text, NULL::text[];
END $$;

ALTER FUNCTION redeem_oauth_code(text, bytea, bytea, text, text, bytea) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION redeem_oauth_code(text, bytea, bytea, text, text, bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION redeem_oauth_code(text, bytea, bytea, text, text, bytea) TO raxx_web;
