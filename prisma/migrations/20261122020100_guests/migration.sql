-- Guests (decisions 23): a user without an address for a day, who becomes one with it by adding a passkey.
ALTER TABLE users
  ALTER COLUMN "email" DROP NOT NULL,
  ADD COLUMN "guest_until" TIMESTAMPTZ(3),
  ADD CONSTRAINT "users_reachable_or_guest" CHECK ("email" IS NOT NULL OR "guest_until" IS NOT NULL);
CREATE INDEX "users_guest_until_idx" ON "users"("guest_until");

-- The guest of this transaction becomes a user for good; false when somebody else has the address, or it is over.
CREATE FUNCTION upgrade_guest(p_email text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  UPDATE users SET email = p_email, guest_until = NULL
    WHERE id = app_user_id() AND guest_until > now();
  RETURN FOUND;
EXCEPTION WHEN unique_violation THEN
  RETURN false;
END $$;
ALTER FUNCTION upgrade_guest(text) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION upgrade_guest(text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION upgrade_guest(text) TO raxx_web;

-- As before, and until when somebody is a guest: then their sessions are over, whatever these say.
DROP FUNCTION find_session(uuid, uuid, uuid, uuid);
CREATE FUNCTION find_session(p_session uuid, p_user uuid, p_token uuid, p_account uuid)
RETURNS TABLE (id uuid, user_id uuid, email text, tier text, account_id uuid,
  authenticated_at timestamptz, expires_at timestamptz, ends_at timestamptz, guest_until timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, u.id, u.email, u.tier, a.id, s.authenticated_at, s.expires_at, s.ends_at, u.guest_until
  FROM sessions s JOIN users u ON u.id = s.user_id
  JOIN LATERAL (SELECT m.id FROM mbt_accounts m WHERE m.user_id = u.id AND m.archived_at IS NULL
    AND (p_account IS NULL OR m.id = p_account) ORDER BY m.created_at LIMIT 1) a ON true
  WHERE s.id = p_session AND s.user_id = p_user
    AND (p_token IS NULL OR p_token IN (s.token_id, s.previous_token_id))
    AND s.revoked_at IS NULL AND s.expires_at > now() AND s.ends_at > now()
    AND (u.guest_until IS NULL OR u.guest_until > now())
$$;
ALTER FUNCTION find_session(uuid, uuid, uuid, uuid) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION find_session(uuid, uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_session(uuid, uuid, uuid, uuid) TO raxx_web;
