-- Two places where the database trusted the code in front of it.

-- A key or a watchlist belongs to an account of the same user: user_id alone let a row of one's own
-- name somebody else's account, and a key acts on the account it names.
ALTER POLICY own_rows ON api_keys USING (user_id = app_user_id())
  WITH CHECK (user_id = app_user_id()
    AND account_id IN (SELECT id FROM mbt_accounts WHERE user_id = app_user_id()));
ALTER POLICY own_rows ON watchlists USING (user_id = app_user_id())
  WITH CHECK (user_id = app_user_id()
    AND account_id IN (SELECT id FROM mbt_accounts WHERE user_id = app_user_id()));

-- Retention deletes through its function and in no other way (decisions 1): the function runs as the
-- owner, and the role itself loses the table. A cut-off in the future would end sessions that still
-- count, so it is now at the latest.
CREATE OR REPLACE FUNCTION retention_delete_sessions(p_before timestamptz, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone int;
  cut_off timestamptz := least(p_before, now());
BEGIN
  DELETE FROM sessions WHERE id IN
    (SELECT id FROM sessions WHERE expires_at < cut_off OR revoked_at < cut_off LIMIT p_limit);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;
ALTER FUNCTION retention_delete_sessions(timestamptz, int) OWNER TO raxx_owner;
REVOKE SELECT, DELETE ON sessions FROM raxx_retention;
