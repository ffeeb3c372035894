-- Erasure (reliability.md §6): asked for by a user, undone within seven days, then done by retention.
ALTER TABLE users
  ADD COLUMN "erase_asked_at" TIMESTAMPTZ(3),
  ADD COLUMN "erase_at" TIMESTAMPTZ(3);
CREATE INDEX "users_erase_at_idx" ON "users"("erase_at");
GRANT UPDATE (erase_asked_at, erase_at) ON users TO raxx_web;
GRANT SELECT (erase_at, guest_until) ON users TO raxx_worker;

-- What is left of somebody: that their random id was erased, and when. A restored backup is erased by it again.
CREATE TABLE "erased_subjects" (
    "subject" UUID NOT NULL,
    "why" TEXT NOT NULL,
    "asked_at" TIMESTAMPTZ(3),
    "erased_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "rows" BIGINT NOT NULL,

    CONSTRAINT "erased_subjects_pkey" PRIMARY KEY ("subject")
);
ALTER TABLE erased_subjects OWNER TO raxx_owner;

-- Whose time is over: they asked seven days ago, or were a guest.
CREATE FUNCTION retention_due_users(p_limit int)
RETURNS TABLE (id uuid, email text, why text, accounts uuid[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT u.id, u.email, CASE WHEN u.guest_until IS NULL THEN 'asked' ELSE 'guest' END,
    ARRAY(SELECT a.id FROM mbt_accounts a WHERE a.user_id = u.id)
  FROM users u WHERE u.erase_at <= now() OR u.guest_until <= now()
  ORDER BY coalesce(u.erase_at, u.guest_until) LIMIT p_limit
$$;

-- A batch of somebody's rows of one table. Only tables with a user_id or an account_id, and only rows of
-- somebody whose time is over, whatever the caller asks.
CREATE FUNCTION retention_erase_rows(p_user uuid, p_table text, p_limit int) RETURNS int
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
  gone int;
  condition text := retention_rows_of(p_table);
BEGIN
  IF NOT EXISTS (SELECT 1 FROM users WHERE id = p_user AND (erase_at <= now() OR guest_until <= now())) THEN
    RAISE EXCEPTION 'nothing of this user is due to be erased';
  END IF;
  EXECUTE format('DELETE FROM %I t WHERE t.ctid = ANY (ARRAY(SELECT t.ctid FROM %I t WHERE %s LIMIT $2))',
    p_table, p_table, condition) USING p_user, p_limit, ARRAY(SELECT id FROM mbt_accounts WHERE user_id = p_user);
  GET DIAGNOSTICS gone = ROW_COUNT;
  RETURN gone;
END $$;

-- How many rows of somebody a table still has; their accounts are named, because they may be gone already.
CREATE FUNCTION retention_count_rows(p_user uuid, p_table text, p_accounts uuid[]) RETURNS bigint
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE found bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %I t WHERE %s', p_table, retention_rows_of(p_table))
    INTO found USING p_user, 0, p_accounts;
  RETURN found;
END $$;

-- The condition that picks somebody's rows of a table: $1 is the user, $3 their accounts.
CREATE FUNCTION retention_rows_of(p_table text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = public, pg_temp AS $$
DECLARE owner_column name;
BEGIN
  SELECT a.attname INTO owner_column FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname IN ('user_id', 'account_id') AND NOT a.attisdropped
  WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND c.relname = p_table
  ORDER BY a.attname DESC LIMIT 1;
  IF owner_column IS NULL THEN RAISE EXCEPTION '% is no table of users', p_table; END IF;
  RETURN CASE owner_column WHEN 'user_id' THEN 't.user_id = $1' ELSE 't.account_id = ANY ($3)' END;
END $$;

-- The end: the user goes, with whatever was written meanwhile; what is left is that they were erased, and
-- the receipt, which is of nobody and goes when it is sent.
CREATE FUNCTION retention_finish_erasure(p_user uuid, p_rows bigint, p_mail uuid) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE gone users%ROWTYPE;
BEGIN
  DELETE FROM users WHERE id = p_user AND (erase_at <= now() OR guest_until <= now()) RETURNING * INTO gone;
  IF NOT FOUND THEN RETURN false; END IF;
  INSERT INTO erased_subjects (subject, why, asked_at, rows)
    VALUES (p_user, CASE WHEN gone.guest_until IS NULL THEN 'asked' ELSE 'guest' END, gone.erase_asked_at, p_rows + 1)
    ON CONFLICT (subject) DO UPDATE SET erased_at = now(), rows = erased_subjects.rows + excluded.rows;
  IF gone.email IS NOT NULL THEN
    INSERT INTO mails (id, user_id, address, kind, detail) VALUES (p_mail, NULL, gone.email, 'erased',
      jsonb_build_object('askedAt', gone.erase_asked_at, 'rows', p_rows + 1));
  END IF;
  RETURN true;
END $$;

DO $$
DECLARE f regprocedure;
BEGIN
  FOREACH f IN ARRAY ARRAY['retention_due_users(int)', 'retention_erase_rows(uuid, text, int)',
    'retention_count_rows(uuid, text, uuid[])', 'retention_finish_erasure(uuid, bigint, uuid)',
    'retention_rows_of(text)']::regprocedure[] LOOP
    EXECUTE format('ALTER FUNCTION %s OWNER TO raxx_owner', f);
    EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', f);
    EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO raxx_retention', f);
  END LOOP;
END $$;

-- As before, and when everything of the user is erased.
DROP FUNCTION find_session(uuid, uuid, uuid, uuid);
CREATE FUNCTION find_session(p_session uuid, p_user uuid, p_token uuid, p_account uuid)
RETURNS TABLE (id uuid, user_id uuid, email text, tier text, account_id uuid, authenticated_at timestamptz,
  expires_at timestamptz, ends_at timestamptz, guest_until timestamptz, erase_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT s.id, u.id, u.email, u.tier, a.id, s.authenticated_at, s.expires_at, s.ends_at, u.guest_until, u.erase_at
  FROM sessions s JOIN users u ON u.id = s.user_id
  JOIN LATERAL (SELECT m.id FROM mbt_accounts m WHERE m.user_id = u.id AND m.archived_at IS NULL
    AND (p_account IS NULL OR m.id = p_account) ORDER BY m.created_at LIMIT 1) a ON true
  WHERE s.id = p_session AND s.user_id = p_user
    AND (p_token IS NULL OR p_token IN (s.token_id, s.previous_token_id))
    AND s.revoked_at IS NULL AND s.expires_at > now() AND s.ends_at > now()
    AND (u.guest_until IS NULL OR u.guest_until > now()) AND (u.erase_at IS NULL OR u.erase_at > now())
$$;
ALTER FUNCTION find_session(uuid, uuid, uuid, uuid) OWNER TO raxx_owner;
REVOKE ALL ON FUNCTION find_session(uuid, uuid, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION find_session(uuid, uuid, uuid, uuid) TO raxx_web;
