-- Notices by mail, to an address that its user confirmed; nobody gets one who did not ask.
ALTER TABLE notice_choices ADD COLUMN "email" BOOLEAN NOT NULL DEFAULT false;

-- As before, and the mails of notices that are new: at most so many an hour, however much a program trades.
CREATE OR REPLACE FUNCTION store_notices(p_notices jsonb, p_deliveries jsonb, p_fired jsonb, p_tail jsonb)
RETURNS SETOF uuid
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF p_tail IS NOT NULL THEN
    UPDATE notice_tail SET xid = (p_tail->>'toXid')::bigint, position = (p_tail->>'toPosition')::bigint
      WHERE id = 1 AND xid = (p_tail->>'fromXid')::bigint AND position = (p_tail->>'fromPosition')::bigint;
    IF NOT FOUND THEN RETURN; END IF;
  END IF;
  UPDATE alerts a SET fired_at = f.at, fired_price_micros = f.price
    FROM jsonb_to_recordset(p_fired) AS f(id uuid, at timestamptz, price bigint)
    WHERE a.id = f.id AND a.fired_at IS NULL AND a.deleted_at IS NULL;
  WITH told AS (
    INSERT INTO notices (id, user_id, account_id, kind, key, text, fill_id, in_app, at)
      SELECT n.id, a.user_id, a.id, n.kind, n.key, n.text, n.fill_id, n.in_app, n.at
      FROM jsonb_to_recordset(p_notices) AS n(id uuid, account_id uuid, kind text, key text, text text,
        fill_id uuid, in_app boolean, at timestamptz)
      JOIN mbt_accounts a ON a.id = n.account_id
      ON CONFLICT (account_id, key) DO NOTHING
      RETURNING id, user_id, account_id, kind, text
  ), mailed AS (
    SELECT m.mail_id, t.kind, t.text, a.name AS account, u.id AS user_id, u.email,
      row_number() OVER (PARTITION BY u.id ORDER BY m.mail_id) + (SELECT count(*) FROM mails s
        WHERE s.user_id = u.id AND s.kind LIKE 'notice\_%' AND s.created_at > now() - interval '1 hour') AS nth
    FROM told t
    JOIN jsonb_to_recordset(p_notices) AS m(id uuid, mail_id uuid) ON m.id = t.id AND m.mail_id IS NOT NULL
    JOIN mbt_accounts a ON a.id = t.account_id
    JOIN users u ON u.id = t.user_id AND u.email IS NOT NULL AND u.email_verified_at IS NOT NULL
  )
  INSERT INTO mails (id, user_id, address, kind, detail)
    SELECT mail_id, user_id, email, 'notice_' || kind, jsonb_build_object('text', text, 'account', account)
    FROM mailed WHERE nth <= 30;
  RETURN QUERY INSERT INTO webhook_deliveries (id, webhook_id, user_id, event_id, kind, payload)
    SELECT d.id, w.id, w.user_id, d.event_id, 'notices', d.payload
    FROM jsonb_to_recordset(p_deliveries) AS d(id uuid, webhook_id uuid, event_id text, payload text)
    JOIN webhooks w ON w.id = d.webhook_id AND w.deleted_at IS NULL
    ON CONFLICT (webhook_id, kind, event_id) DO NOTHING RETURNING webhook_deliveries.id;
END $$;
