-- A session's tokens: the one that counts, the one before it (its successor may have been lost on the
-- way), and an end that no refresh moves.
ALTER TABLE sessions
  ADD COLUMN "token_id" UUID NOT NULL DEFAULT gen_random_uuid(),
  ADD COLUMN "previous_token_id" UUID,
  ADD COLUMN "ends_at" TIMESTAMPTZ(3) NOT NULL DEFAULT now() + interval '7 days';
ALTER TABLE sessions ALTER COLUMN "token_id" DROP DEFAULT, ALTER COLUMN "ends_at" DROP DEFAULT;
GRANT UPDATE (authenticated_at, token_id, previous_token_id) ON sessions TO raxx_web;

-- The keys that sign session tokens. The private half is sealed with a key derived from the secret of
-- the deployment; a row that signs no longer goes on verifying until it retires.
CREATE TABLE "signing_keys" (
    "kid" TEXT NOT NULL,
    "public_key" TEXT NOT NULL,
    "sealed_private_key" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "retires_at" TIMESTAMPTZ(3),

    CONSTRAINT "signing_keys_pkey" PRIMARY KEY ("kid")
);
ALTER TABLE signing_keys OWNER TO raxx_owner;
GRANT SELECT, INSERT ON signing_keys TO raxx_web;

-- Who a session is, in one round trip: shown to whoever names session, user and token. Under row-level
-- security this took four (see find_api_keys). Without a token: an open socket that asks
-- again; without an account: the user's first.
CREATE FUNCTION find_session(p_session uuid, p_user uuid, p_token uuid, p_account uuid)
RETURNS TABLE (id uuid, user_id uuid, email text, tier text, account_id uuid,
  authenticated_at timestamptz, expires_at timestamptz, ends_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, u.id, u.email, u.tier, a.id, s.authenticated_at, s.expires_at, s.ends_at
  FROM sessions s JOIN users u ON u.id = s.user_id
  JOIN LATERAL (SELECT m.id FROM mbt_accounts m WHERE m.user_id = u.id AND m.archived_at IS NULL
    AND (p_account IS NULL OR m.id = p_account) ORDER BY m.created_at LIMIT 1) a ON true
  WHERE s.id = p_session AND s.user_id = p_user
    AND (p_token IS NULL OR p_token IN (s.token_id, s.previous_token_id))
    AND s.revoked_at IS NULL AND s.expires_at > now() AND s.ends_at > now()
$$;
ALTER FUNCTION find_session(uuid, uuid, uuid, uuid) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION find_session(uuid, uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_session(uuid, uuid, uuid, uuid) TO raxx_web;

-- A passkey whose counter went backwards may have a twin: it is locked. A removed one keeps its row, so
-- that what it once confirmed can still be named; neither signs anybody in.
ALTER TABLE passkeys
  ADD COLUMN "locked_at" TIMESTAMPTZ(3),
  ADD COLUMN "removed_at" TIMESTAMPTZ(3);
GRANT UPDATE (locked_at, removed_at) ON passkeys TO raxx_web;
